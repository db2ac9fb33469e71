package dev.weir.kafka;

import dev.weir.model.Failure;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.SaslConfigs;
import org.eclipse.microprofile.config.Config;

/** Checks every {@code sasl.jaas.config} of the configuration before a channel creates its client. */
@Singleton
class JaasSettings {

    private final Config config;

    JaasSettings(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent started) {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.endsWith("." + SaslConfigs.SASL_JAAS_CONFIG))
                // Quarkus has another name for what begins with mp.messaging, which comes later.
                .sorted()
                .forEach(name -> config.getOptionalValue(name, String.class).ifPresent(value -> check(name, value)));
    }

    private static void check(String name, String value) {
        try {
            JaasSetting.check(name, value);
        } catch (Failure invalid) {
            throw new ConfigurationException(invalid.getMessage());
        }
    }
}

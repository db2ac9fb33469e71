package dev.weir.kafka;

import dev.weir.model.Failure;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;

/** Checks {@code sasl.jaas.config} before a client is created, because Kafka's messages about it quote parts of it. */
public final class JaasSetting {

    private JaasSetting() {}

    /**
     * Rejects a value that Kafka's clients could not parse, or whose login module they forbid.
     *
     * @param property for the message
     * @throws Failure {@link Failure.Kind#INVALID}, without anything of the value
     */
    public static void check(String property, String value) {
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
        } catch (IllegalArgumentException invalid) {
            if (String.valueOf(invalid.getMessage()).contains(JaasUtils.DISALLOWED_LOGIN_MODULES_CONFIG)) {
                // The message begins with the name of the class, which is one of that list.
                throw Failure.invalid(
                        property + " names " + invalid.getMessage().split(" ", 2)[0]
                                + ", which is forbidden: another server decides what it runs. "
                                + JaasUtils.DISALLOWED_LOGIN_MODULES_CONFIG + " has the forbidden names");
            }
            throw Failure.invalid(
                    "%s is not valid. It is the class of a login module, 'required', options as name=\"value\", and a ';'."
                                    .formatted(property)
                            + " A quote within a value is written \\\". This message does not show it, for it has a"
                            + " password");
        }
    }
}

package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The broker of the run, as a test inside Quarkus sees it. */
@QuarkusTest
class TestBrokerTest {
    @Test
    void the_application_connects_to_the_broker_of_the_run() {
        assertThat(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class))
                .isEqualTo(TestBroker.bootstrapServers());
    }
}

package dev.weir.channels;

import static dev.weir.testing.Deadlines.await;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.channels.supervision.ChannelTermination;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A method with manual acknowledgement that throws terminates its channel, and that the process, once. */
@QuarkusTest
@TestProfile(HostileRecordsTest.AllChannels.class)
class ChannelTerminationTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String TOPIC = "ChannelEndTest";

    @Inject
    ManualConsumer consumer;

    @Test
    void the_record_that_terminated_a_channel_is_a_dead_letter_before_the_process_exits() {
        var exits = new AtomicInteger();
        QuarkusMock.installMockForType(
                new ChannelTermination() {
                    @Override
                    public void exit() {
                        exits.incrementAndGet();
                    }
                },
                ChannelTermination.class);
        var topic = TestTopic.create(TOPIC, 1);
        try (var producer = HostileRecords.producer()) {
            Stream.of("before", "linkage", "after")
                    .map(value -> producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8))))
                    .forEach(sent -> assertThat(sent).succeedsWithin(TIMEOUT));
        }

        await().atMost(TIMEOUT).until(() -> exits.get() > 0);
        assertThat(exits).hasValue(1);
        assertThat(consumer.handled()).containsExactly("before");
        assertThat(new TestTopic(TOPIC + ".dead", 1).values()).containsExactly("linkage");
        await().atMost(TIMEOUT).until(() -> topic.committed(TOPIC) == 2);
        when().get("/q/health/live").then().statusCode(200);
    }
}

package dev.weir.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.deadletters.redrive.RedriveReport;
import dev.weir.http.access.Access;
import dev.weir.http.access.Caller;
import dev.weir.kafka.RecordSender;
import dev.weir.model.TopicName;
import dev.weir.testing.Deadlines;
import dev.weir.testing.ManualTicker;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(OwnTopic.class)
class HeldLettersTest {

    @Inject
    LetterService letters;

    @Inject
    RecordSender sender;

    @Inject
    Access access;

    @Test
    void letters_are_counted_anew_after_a_redrive_however_fresh_the_count_is(TestTopic topic) {
        var dead = TestTopic.create(topic + ".dead", 1);
        write(dead, topic);
        // Time stands still, so that no count grows old.
        var held = new HeldLetters(letters, new ManualTicker());
        var redrives = new Redrives(letters, held, sender, new SimpleMeterRegistry());
        var caller = access.caller();
        long before = Deadlines.await("a count")
                .until(() -> held.count(caller), Optional::isPresent)
                .get();

        redrive(redrives, caller, dead);

        Deadlines.await("a new count").until(() -> held.count(caller).equals(Optional.of(before - 1)));
    }

    private static void redrive(Redrives redrives, Caller caller, TestTopic dead) {
        var all = new RedriveRequest(null, null, null, null, null, false, false, null);
        var id = redrives.start(caller, all.spec(new TopicName(dead.name()), 3, true))
                .id();
        Deadlines.await("the end of the redrive")
                .until(() -> redrives.report(caller, id).state() != RedriveReport.State.RUNNING);
        assertThat(redrives.report(caller, id).sent()).isOne();
    }

    private static void write(TestTopic dead, TestTopic origin) {
        var headers = new RecordHeaders().add("dead-letter-topic", origin.name().getBytes(UTF_8));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(dead.name(), 0, null, null, "v".getBytes(UTF_8), headers));
        }
    }
}

package org.acme.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The sample in dev mode, where nobody has created its topics. */
@QuarkusTest
@TestProfile(NewTopicsTest.WhereSendsCreateTopics.class)
class NewTopicsTest {

    private static final String ORDERS = "new.topics.orders";
    private static final String AUDIT = "new.topics.audit";
    private static final String DISABLED = "new.topics.disabled";

    @Test
    void the_first_order_is_audited_where_nobody_has_created_the_topics_of_the_channels() {
        var kafka = TestTopic.kafka();

        assertThat(kafka.topics().list()).contains(ORDERS, AUDIT).doesNotContain(DISABLED, ORDERS + ".dead");

        kafka.produceStrings()
                .fromRecords(new ProducerRecord<>(ORDERS, "o-1", "two apples"))
                .awaitCompletion();

        assertThat(kafka.consumeStrings().fromTopics(AUDIT, 1).awaitCompletion())
                .extracting(ConsumerRecord::value)
                .containsExactly("Order o-1: two apples");
    }

    /** As {@link SampleChannels}, with topics that are not there and one channel that is off. */
    public static class WhereSendsCreateTopics extends SampleChannels {

        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("weir.produce.create-topics", "true");
            settings.put("mp.messaging.incoming.orders-in.topic", ORDERS);
            settings.put("mp.messaging.incoming.orders-in.group.id", "new-topics");
            settings.put("mp.messaging.incoming.orders-in.dead-letter-queue.topic", ORDERS + ".dead");
            settings.put("mp.messaging.outgoing.audit-out.topic", AUDIT);
            settings.put("mp.messaging.incoming.web-log-batches-in.topic", DISABLED);
            return settings;
        }
    }
}

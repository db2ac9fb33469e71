package org.acme.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SampleChannels.class)
class OrderAuditTest {

    @BeforeAll
    static void topics() {
        TestTopic.shared("shop.orders");
        TestTopic.shared("shop.audit");
    }

    @Test
    void an_order_is_audited_and_one_that_cannot_be_is_set_aside() {
        var kafka = TestTopic.kafka();

        kafka.produceStrings()
                .fromRecords(
                        new ProducerRecord<>("shop.orders", "o-1", "two apples"),
                        new ProducerRecord<>("shop.orders", "o-2", " "),
                        new ProducerRecord<>("shop.orders", "o-3", "a pear"))
                .awaitCompletion();

        assertThat(kafka.consumeStrings().fromTopics("shop.audit", 2).awaitCompletion())
                .extracting(ConsumerRecord::value)
                .containsExactly("Order o-1: two apples", "Order o-3: a pear");
        assertThat(kafka.consumeStrings().fromTopics("shop.orders.dead", 1).awaitCompletion())
                .extracting(ConsumerRecord::key)
                .containsExactly("o-2");
    }
}

package dev.weir.topics;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;

/** Says in our words that a topic is not there; Kafka's speak of "this server". */
final class Unknown {

    private Unknown() {}

    /** What a failed call about a topic means. */
    static Failure topic(TopicName topic, Throwable thrown) {
        var failure = KafkaFailures.ofWrite(thrown);
        return failure.kind() == Failure.Kind.NOT_FOUND ? NotFound.topic(topic.value(), failure.getCause()) : failure;
    }
}

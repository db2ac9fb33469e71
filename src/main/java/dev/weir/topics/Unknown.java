package dev.weir.topics;

import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.NotFound;
import dev.weir.model.TopicName;

/** Maps failures about a missing topic to Weir's message; Kafka's names "this server". */
final class Unknown {

    private Unknown() {}

    /** Maps the failure of a request about a topic. */
    static Failure topic(TopicName topic, Throwable thrown) {
        var failure = KafkaFailures.ofWrite(thrown);
        return failure.kind() == Failure.Kind.NOT_FOUND ? NotFound.topic(topic.value(), failure.getCause()) : failure;
    }
}

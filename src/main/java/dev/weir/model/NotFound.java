package dev.weir.model;

/** Failures of kind {@link Failure.Kind#NOT_FOUND}, with the same message everywhere. */
public final class NotFound {

    private NotFound() {}

    /** No topic of this name. */
    public static Failure topic(String topic) {
        return topic(topic, null);
    }

    /**
     * No topic of this name.
     *
     * @param cause Kafka's exception, kept for the log; may be null
     */
    public static Failure topic(String topic, Throwable cause) {
        return new Failure(Failure.Kind.NOT_FOUND, "There is no topic '" + topic + "'", cause);
    }

    /** No group of this id. */
    public static Failure group(GroupId group) {
        return Failure.notFound("There is no group '" + group + "'");
    }

    /**
     * No partition of this number.
     *
     * @param count the number of partitions of the topic
     */
    public static Failure partition(String topic, int partition, int count) {
        return Failure.notFound(
                "Topic '%s' has no partition %d; its last is %d".formatted(topic, partition, count - 1));
    }
}

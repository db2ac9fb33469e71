package dev.weir.channels.push;

import dev.weir.channels.push.endpoint.PushContent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The pushes: topics whose records are sent to URLs. */
@ConfigMapping(prefix = "weir.push")
public interface PushConfig {

    /** Pushes by their names. */
    @WithParentName
    Map<String, Declaration> pushes();

    /** One push. */
    interface Declaration {

        /** Whether the push runs. */
        @WithDefault("true")
        boolean enabled();

        /** The topic. */
        Optional<String> topic();

        /** A regular expression of topics, in place of one topic. */
        Optional<String> pattern();

        /** The URL, http or https, that receives the records by POST. */
        Optional<String> url();

        /** The consumer group; {@code weir-push-} and the name of the push by default. */
        Optional<String> group();

        /** Where a new group begins: {@code earliest} or {@code latest}. */
        @WithDefault("earliest")
        Start from();

        /** An expression that selects the records which are sent; others count as delivered. */
        Optional<String> filter();

        /** Headers of each request, such as {@code Authorization}. */
        Map<String, String> headers();

        /** The kind of body of a request: {@code binary}, {@code structured}, {@code batch} or {@code raw}. */
        @WithDefault("binary")
        PushContent content();

        /** The content type of a value whose record has no header {@code content-type}. */
        @WithDefault("application/octet-stream")
        String contentType();

        /** A file with one secret a line, or two, that sign requests as Standard Webhooks describes. */
        Optional<Path> secretsFile();

        /** The time for a request, from connecting to the end of the response. */
        @WithDefault("15s")
        Duration timeout();

        /** The maximum number of requests at once; records of one key are never sent at once. */
        @WithDefault("8")
        int concurrency();

        /** The maximum number of records from the oldest undelivered one to the newest one. */
        @WithDefault("1000")
        int window();

        /** The maximum size of undelivered records in memory; without it a part of the heap, 8 MB at most. */
        Optional<MemorySize> windowBytes();

        /** The maximum number of records a second. */
        OptionalInt recordsPerSecond();

        /** The statuses with which the receiver rejects a record for good. */
        @WithDefault("400,409,413,414,415,422,431")
        Set<Integer> rejectedStatuses();

        /** The number of failures in a row after which only one request at a time is sent, as a probe. */
        @WithDefault("5")
        int failureThreshold();

        /** Hosts whose addresses may be loopback, link-local or a metadata service, as the URL names them. */
        Optional<Set<String>> allowedHosts();

        /** Whether HTTP/2 is used where an https receiver has it. */
        @WithDefault("true")
        boolean multiplexing();

        /** The name of a TLS configuration ({@code quarkus.tls.<name>.*}) for https. */
        Optional<String> tls();

        /** The topic of records that are rejected or fail for too long; the topic of the record and {@code .dead}. */
        Optional<String> deadLetterTopic();

        /** When a failed request is sent again. */
        Retry retry();

        /** The batches of {@code content=batch}. */
        Batch batch();

        /** Further settings of the Kafka consumer. */
        Map<String, String> kafka();
    }

    /** Where a new group begins. */
    enum Start {
        EARLIEST,
        LATEST
    }

    /** When a failed request is sent again. */
    interface Retry {

        /** The back-off before the second attempt; it doubles with each one. */
        @WithDefault("1s")
        Duration backoff();

        /** The longest back-off. */
        @WithDefault("1m")
        Duration maxBackoff();

        /** How long a record is sent again before it becomes a dead letter. */
        @WithDefault("24h")
        Duration timeout();
    }

    /** The batches of {@code content=batch}. */
    interface Batch {

        /** The maximum number of records. */
        @WithDefault("100")
        int size();

        /** The maximum size of the keys and values. */
        @WithDefault("256K")
        MemorySize maxBytes();

        /** How long a record waits for others. */
        @WithDefault("1s")
        Duration maxWait();
    }
}

package dev.weir.channels;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What declared consumers do with what they read. */
@ConfigMapping(prefix = "weir.consume")
interface ChannelsConfig {

    /** What becomes of each record. */
    enum Handler {
        LOG,
        WEBHOOK
    }

    /** What becomes of each record. */
    @WithDefault("log")
    Handler handler();

    /** What the log shows of records. */
    Payload log();

    /** Where records are handed on to. */
    Webhook webhook();

    /** How records are gathered by the consumer of batches. */
    Batch batch();

    /** How records are gathered by the consumer of batches. */
    interface Batch {

        /** The most records of a batch. */
        @WithDefault("10")
        int size();

        /** The longest that a record waits for others. */
        @WithDefault("1s")
        Duration maxWait();
    }

    /** What the log shows of records. */
    interface Payload {

        /** The level at which records are logged; records are not even formatted where it is off. */
        @WithDefault("INFO")
        Logger.Level level();

        /** The most characters that are shown of a key, a value or a header; 0 shows sizes only. */
        @WithDefault("200")
        int maxLength();
    }

    /** Where records are handed on to. */
    interface Webhook {

        /** The URL, http or https, that takes a POST for each record. */
        Optional<URI> url();

        /** Headers of each request, such as {@code Authorization}. */
        Map<String, String> headers();

        /** The content type of values whose record has no header of that name. */
        @WithDefault("application/octet-stream")
        String contentType();

        /** The longest wait for a connection, and then for an answer. */
        @WithDefault("10s")
        Duration timeout();

        /** How often a record is tried before it is set aside as a dead letter; 0 means for ever. */
        @WithDefault("8")
        int attempts();

        /** The pause before the second try; each later one is twice as long, up to 30 s. */
        @WithDefault("200ms")
        Duration backoff();
    }
}

package dev.weir.channels.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** How the declared consumers handle records. */
@ConfigMapping(prefix = "weir.consume")
public interface ChannelsConfig {

    /** The identifier of the handler of records: {@code log}, {@code webhook} or that of a bean of the application. */
    @WithDefault("log")
    String handler();

    /** How {@code log} writes records. */
    Payload log();

    /** How {@code webhook} sends records. */
    Webhook webhook();

    /** How the batch consumer collects records. */
    Batch batch();

    /** How the batch consumer collects records. */
    interface Batch {

        /** The maximum number of records of a batch. */
        @WithDefault("10")
        int size();

        /** How long a record waits for the batch to fill. */
        @WithDefault("1s")
        Duration maxWait();
    }

    /** How {@code log} writes records. */
    interface Payload {

        /** The level at which records are logged; where it is off, records are not formatted either. */
        @WithDefault("INFO")
        Logger.Level level();

        /** The maximum number of characters of a key, a value or a header; 0 logs their sizes only. */
        @WithDefault("200")
        int maxLength();
    }

    /** How {@code webhook} sends records. */
    interface Webhook {

        /** The URL, http or https, that receives a POST for each record. */
        Optional<URI> url();

        /** Headers of each request, such as {@code Authorization}. */
        Map<String, String> headers();

        /** The content type of a value whose record has no header {@code content-type}. */
        @WithDefault("application/octet-stream")
        String contentType();

        /** The timeout of connecting, and then of the response. */
        @WithDefault("10s")
        Duration timeout();

        /** The number of attempts before a record becomes a dead letter; 0 is unlimited. */
        @WithDefault("8")
        int attempts();

        /** The back-off before the second attempt; it doubles with each one, up to 30 s. */
        @WithDefault("200ms")
        Duration backoff();
    }
}

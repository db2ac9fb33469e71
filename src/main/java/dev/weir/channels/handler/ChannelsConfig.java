package dev.weir.channels.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** How the declared consumers handle records. */
@ConfigMapping(prefix = "weir.consume")
public interface ChannelsConfig {

    /** The identifier of the handler of records: {@code log} or that of a bean of the application. */
    @WithDefault("log")
    String handler();

    /** How {@code log} writes records. */
    Payload log();

    /** Settings of earlier versions, with which Weir does not start: a webhook is a push now. */
    FormerWebhook webhook();

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

    /** Settings of earlier versions. */
    interface FormerWebhook {

        /** Now {@code weir.push.NAME.url}. */
        Optional<String> url();

        /** Now {@code weir.push.NAME.headers}. */
        Map<String, String> headers();

        /** Now {@code weir.push.NAME.content-type}. */
        Optional<String> contentType();

        /** Now {@code weir.push.NAME.timeout}. */
        Optional<String> timeout();

        /** Now a time, {@code weir.push.NAME.retry.timeout}. */
        Optional<String> attempts();

        /** Now {@code weir.push.NAME.retry.backoff}. */
        Optional<String> backoff();
    }
}

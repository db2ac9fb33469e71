package dev.weir.produce.signature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The senders of webhooks that Weir receives records from. */
@ConfigMapping(prefix = "weir.receive")
public interface ReceiveConfig {

    /** Senders by their names. */
    @WithParentName
    Map<String, SenderConfig> senders();

    /** One sender, which has a topic of its own. */
    interface SenderConfig {

        /** The topic that it sends to. */
        Optional<String> topic();

        /** HTTP headers that become record headers of the same name. */
        Optional<List<String>> headers();

        /** How requests are signed; unsigned ones are accepted without it. */
        Optional<SignatureScheme> signature();

        /** A file with one secret a line, or two. */
        Optional<Path> secretsFile();

        /** The maximum difference between the time of a signature and the time of Weir. */
        @WithDefault("5m")
        Duration tolerance();
    }
}

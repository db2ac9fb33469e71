package dev.weir.deadletters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How dead letters are found and sent back. */
@ConfigMapping(prefix = "weir.dead-letters")
interface DeadLettersConfig {

    /** Names of dead letter topics beside those of the channels; {@code *} stands for any characters. */
    @WithDefault("*.dead,*.dlq,*-dlq,*.DLQ,*.DLT,*-dlt,dead-letter-topic-*")
    List<String> patterns();

    /** How often a record that came back is sent again. */
    @WithDefault("3")
    int maxRedrives();

    /** The topic that says which dead letters were sent; created when the first one is. */
    @WithDefault("weir.redrives")
    String marksTopic();

    /** How many dead letters may be marked; each takes about 200 bytes of memory. */
    @WithDefault("100000")
    int maxMarks();
}

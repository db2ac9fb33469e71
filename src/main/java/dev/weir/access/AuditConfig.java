package dev.weir.access;

import dev.weir.http.access.Action;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The audit trail of clients, where Weir authenticates them. */
@ConfigMapping(prefix = "weir.audit")
interface AuditConfig {

    /** The actions of which each call is written down; refusals always are. */
    @WithDefault("offsets,create,alter,delete,truncate,generate,dead-letters,pushes")
    Set<Action> actions();

    /**
     * The most refusals in a second that are written down of one client, or of all that Weir does not know; of the
     * others the trail has the number.
     */
    @WithDefault("50")
    int refusalsPerSecond();

    /** The topic that the trail is sent to, beside the log. */
    Optional<String> topic();
}

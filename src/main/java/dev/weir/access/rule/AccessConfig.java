package dev.weir.access.rule;

import dev.weir.http.access.Action;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The rights of clients. */
@ConfigMapping(prefix = "weir.access")
public interface AccessConfig {

    /** Actions that no client may perform, whatever its rights. */
    Optional<Set<Action>> forbid();

    /** Whether clients may read the values and headers of records; otherwise they get keys, sizes and places only. */
    @WithDefault("true")
    boolean payloads();

    /** Rules by their names. */
    @WithParentName
    Map<String, RuleConfig> rules();

    /** Rights of the clients that have a role. */
    interface RuleConfig {

        /** The roles that have these rights; without it the role that is named as the rule. */
        Optional<List<String>> roles();

        /** Topics: a name, a prefix and {@code *}, or {@code regex:} and a pattern of RE2. */
        Optional<List<String>> topics();

        /** Consumer groups, likewise. */
        Optional<List<String>> groups();

        /** The actions of these clients on these topics and groups. */
        Optional<Set<Action>> may();

        /** The most records a second that one client may send; more are refused with 429. */
        OptionalInt recordsPerSecond();

        /** The most consumer instances of one client at once. */
        OptionalInt instances();

        /** The most readers without a group of one client at once. */
        OptionalInt readers();
    }
}

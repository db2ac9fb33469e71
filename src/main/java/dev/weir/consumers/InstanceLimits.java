package dev.weir.consumers;

import dev.weir.consumers.request.InstanceName;
import dev.weir.http.access.Caller;
import dev.weir.model.Count;
import dev.weir.model.Failure;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Predicate;

/** How many consumer instances there may be: in this Weir, of one client, and of one group. */
@Singleton
class InstanceLimits {

    private final ConsumersConfig config;

    InstanceLimits(ConsumersConfig config) {
        this.config = config;
    }

    /**
     * Checks that there is room for one more instance.
     *
     * @param existing the names of all instances of this Weir
     * @throws Failure {@link Failure.Kind#TOO_MANY} with the limit that is reached and its property
     */
    void check(Caller caller, String group, Set<InstanceName> existing) {
        check(existing.size(), config.maxInstances(), "", "weir.consumers.max-instances");
        check(
                count(existing, other -> other.owner().equals(caller.owner())),
                caller.maxInstances(),
                " of this client",
                "instances of its rule in weir.access");
        check(
                count(existing, other -> other.group().equals(group)),
                config.maxPerGroup(),
                " of this group",
                "weir.consumers.max-per-group");
    }

    private static void check(long existing, int most, String of, String property) {
        if (existing >= most) {
            throw Failure.of(
                    Failure.Kind.TOO_MANY,
                    "%s%s already, which is the limit (%s)".formatted(Count.thereAre(most, "instance"), of, property));
        }
    }

    private static long count(Set<InstanceName> existing, Predicate<InstanceName> which) {
        return existing.stream().filter(which).count();
    }
}

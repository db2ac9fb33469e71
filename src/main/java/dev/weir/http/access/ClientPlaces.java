package dev.weir.http.access;

import dev.weir.model.Count;
import dev.weir.model.Failure;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Bounds how many responses of a kind one client reads at once, by its rules. Safe for use by many threads. */
public final class ClientPlaces {

    private final String noun;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /**
     * Places that are all free.
     *
     * @param noun of what takes a place, in the singular, for messages
     */
    public ClientPlaces(String noun) {
        this.noun = noun;
    }

    /**
     * Takes a place, which {@link #leave} gives back.
     *
     * @throws Failure {@link Failure.Kind#TOO_MANY} where the client has as many as its rules allow; takes none then
     */
    public void enter(Caller caller) {
        int max = caller.maxReaders();
        if (taken.merge(caller.owner(), 1, Integer::sum) > max) {
            leave(caller);
            throw Failure.of(
                    Failure.Kind.TOO_MANY,
                    "%s of this client already, which is the limit (readers of its rule in weir.access)"
                            .formatted(Count.thereAre(max, noun)));
        }
    }

    /** Gives a place back. */
    public void leave(Caller caller) {
        taken.computeIfPresent(caller.owner(), (client, count) -> count == 1 ? null : count - 1);
    }
}

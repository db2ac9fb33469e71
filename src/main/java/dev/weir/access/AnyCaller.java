package dev.weir.access;

import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.TopicName;
import java.util.Set;

/**
 * The client of a Weir that has no authentication: it may do everything that is not forbidden to all.
 *
 * @param forbidden what no client may do
 */
record AnyCaller(Set<Action> forbidden) implements Caller {

    AnyCaller {
        forbidden = Set.copyOf(forbidden);
    }

    @Override
    public String owner() {
        return "";
    }

    @Override
    public boolean may(Action action, TopicName topic) {
        return !forbidden.contains(action);
    }

    @Override
    public boolean mayGroup(Action action, String group) {
        return !forbidden.contains(action);
    }

    @Override
    public boolean mayAnywhere(Action action) {
        return !forbidden.contains(action);
    }

    @Override
    public Caller current() {
        return this;
    }

    @Override
    public int maxInstances() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxReaders() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void countRecords(int records) {
        // Only clients that have a name have a rate.
    }
}

package dev.weir.access;

import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.TopicName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The client of one request, which remembers for the audit trail which names were checked. */
final class RequestCaller implements Caller {

    private static final int MAX_NAMES = 20;

    private final RoleCaller client;
    private final Supplier<RoleCaller> current;
    private final Set<String> topics = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();

    /** @param current finds what has become of the client since, as {@link Caller#current} does */
    RequestCaller(RoleCaller client, Supplier<RoleCaller> current) {
        this.client = client;
        this.current = current;
    }

    @Override
    public String owner() {
        return client.owner();
    }

    @Override
    public boolean may(Action action, TopicName topic) {
        return client.may(action, topic);
    }

    @Override
    public boolean mayGroup(Action action, String group) {
        return client.mayGroup(action, group);
    }

    @Override
    public void check(Action action, TopicName topic) {
        note(topics, topic.value());
        Caller.super.check(action, topic);
    }

    @Override
    public void checkGroup(Action action, String group) {
        note(groups, group);
        Caller.super.checkGroup(action, group);
    }

    /** Checks happen on several threads: the event loop, a worker, one of Kafka's clients. */
    private synchronized void note(Set<String> names, String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    /** The topics that were checked, in their order, the first of many. */
    synchronized List<String> topics() {
        return List.copyOf(topics);
    }

    synchronized List<String> groups() {
        return List.copyOf(groups);
    }

    @Override
    public boolean mayAnywhere(Action action) {
        return client.mayAnywhere(action);
    }

    @Override
    public Caller current() {
        return current.get();
    }

    @Override
    public int maxInstances() {
        return client.maxInstances();
    }

    @Override
    public int maxReaders() {
        return client.maxReaders();
    }

    @Override
    public void countRecords(int records) {
        client.countRecords(records);
    }
}

package dev.weir.access;

import dev.weir.access.rule.RecordRate;
import dev.weir.access.rule.Rule;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.model.TopicName;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A client whose rights are those of its roles. */
final class RoleCaller implements Caller {

    private final String owner;
    private final List<Rule> rules;
    private final Set<Action> forbidden;
    private final RecordRate rate;

    /**
     * A client.
     *
     * @param rules those that are for one of its roles
     * @param forbidden what no client may do
     * @param rate null for any
     */
    RoleCaller(String owner, List<Rule> rules, Set<Action> forbidden, RecordRate rate) {
        this.owner = owner;
        this.rules = rules;
        this.forbidden = forbidden;
        this.rate = rate;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public boolean may(Action action, TopicName topic) {
        if (forbidden.contains(action)) {
            return false;
        }
        for (var rule : rules) {
            if (rule.allows(action, topic)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayGroup(Action action, String group) {
        return !forbidden.contains(action) && rules.stream().anyMatch(rule -> rule.allowsGroup(action, group));
    }

    @Override
    public boolean mayAnywhere(Action action) {
        return !forbidden.contains(action)
                && rules.stream().anyMatch(rule -> rule.may().contains(action));
    }

    /** Its rights are those of the roles that it was made with; {@link RequestCaller} knows what has become of them. */
    @Override
    public Caller current() {
        return this;
    }

    @Override
    public int maxInstances() {
        return largest(rules, Rule::instances).orElse(Integer.MAX_VALUE);
    }

    @Override
    public int maxReaders() {
        return largest(rules, Rule::readers).orElse(Integer.MAX_VALUE);
    }

    @Override
    public void countRecords(int records) {
        if (rate != null) {
            rate.take(records);
        }
    }

    /** The largest of the limits that the rules have; of several roles, the most generous counts. */
    static OptionalInt largest(List<Rule> rules, Function<Rule, OptionalInt> limit) {
        return rules.stream().map(limit).flatMapToInt(OptionalInt::stream).max();
    }
}

package dev.weir.benchmark;

import java.util.function.Supplier;

/**
 * One thing that is measured in every round.
 *
 * @param reference what it is a ratio of; null where it is a reference itself
 */
record Case(String name, Case reference, Supplier<Measure> run) {

    static Case reference(String name, Supplier<Measure> run) {
        return new Case(name, null, run);
    }

    static Case of(String name, Case reference, Supplier<Measure> run) {
        return new Case(name, reference, run);
    }

    boolean isReference() {
        return reference == null;
    }
}

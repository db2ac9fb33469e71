package dev.weir.benchmark;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One thing that is measured in every round.
 *
 * @param reference what it is a ratio of; null where it is a reference itself
 * @param floor the same requests to the {@link Floor}; null where they are not sent to it
 * @param keyless the same requests without a key to a Weir that asks for none; null for other cases
 * @param direct the same requests to the node that serves them; null for cases that are not forwarded
 * @param ofWeir whether the process that is measured is Weir
 */
record Case(String name, Case reference, Case floor, Case keyless, Case direct, boolean ofWeir, Supplier<Measure> run) {

    static Case reference(String name, Supplier<Measure> run) {
        return new Case(name, null, null, null, null, false, run);
    }

    static Case floor(String name, Case reference, Supplier<Measure> run) {
        return new Case("the floor, " + name, reference, null, null, null, false, run);
    }

    static Case of(String name, Case reference, Supplier<Measure> run) {
        return new Case(name, reference, null, null, null, true, run);
    }

    /** The same case, which the report also compares with its floor. */
    Case above(Case least) {
        return new Case(name, reference, least, keyless, direct, ofWeir, run);
    }

    /** The same case, whose requests have a key that those of the other have not. */
    Case comparedWith(Case without) {
        return new Case(name, reference, floor, without, direct, ofWeir, run);
    }

    /** The same case, whose requests reach the same node through another one. */
    Case forwardedBeside(Case atTheOwner) {
        return new Case(name, reference, floor, keyless, atTheOwner, ofWeir, run);
    }

    /** The cases that the report compares it with. */
    Stream<Case> others() {
        return Stream.of(reference, floor, keyless, direct).filter(Objects::nonNull);
    }

    boolean isReference() {
        return reference == null;
    }
}

package dev.weir.cli.legacy;

import java.util.List;

/** Looks up commands of kafka-cli and which of their options have a value. */
public interface CommandLookup {

    /** Whether a word names a command. */
    boolean has(String name);

    /**
     * Whether an option of a command needs a value.
     *
     * @param command one or two words, such as {@code topic create}
     */
    boolean takesValue(List<String> command, String option);
}

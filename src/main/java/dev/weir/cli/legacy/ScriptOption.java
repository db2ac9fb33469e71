package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.function.BiConsumer;

/**
 * An option of one of Kafka's scripts.
 *
 * @param value whether one follows
 * @param effect what it becomes
 */
record ScriptOption(Value value, BiConsumer<RewrittenArguments, String> effect) {

    /** Whether a value follows an option. */
    enum Value {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** What has a value and is called something else here. */
    static ScriptOption renamed(String ours) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> to.add(ours + "=" + value));
    }

    /** What has a value and is a setting of Kafka's clients. */
    static ScriptOption setting(String name) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> to.add("-X" + name + "=" + value));
    }

    /** What has a value that goes behind the command without a name. */
    static ScriptOption positional() {
        return new ScriptOption(Value.REQUIRED, RewrittenArguments::addName);
    }

    /** What has a value, with which something is done. */
    static ScriptOption with(BiConsumer<RewrittenArguments, String> effect) {
        return new ScriptOption(Value.REQUIRED, effect);
    }

    /** What has no value and becomes these words, or none where it is so anyway. */
    static ScriptOption flag(String... ours) {
        return new ScriptOption(Value.NONE, (to, none) -> {
            for (var word : ours) {
                to.add(word);
            }
        });
    }

    /** What has a value of which only those are taken that change nothing. */
    static ScriptOption onlyIf(String pattern, String instead) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> {
            if (!value.matches(pattern)) {
                throw CliException.usage("%s %s has nothing like it here; %s".formatted(to.current(), value, instead));
            }
        });
    }

    /** What there is nothing for. */
    static ScriptOption refused(Value value, String instead) {
        return new ScriptOption(value, (to, any) -> {
            throw CliException.usage("%s has nothing like it here; %s".formatted(to.current(), instead));
        });
    }
}

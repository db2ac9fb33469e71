package dev.weir.cli.legacy;

import dev.weir.cli.terminal.CliException;
import java.util.function.BiConsumer;

/**
 * An option of one of Kafka's scripts.
 *
 * @param value whether the option has a value
 * @param effect adds the equivalent arguments
 */
record ScriptOption(Value value, BiConsumer<RewrittenArguments, String> effect) {

    /** Whether an option has a value. */
    enum Value {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** An option with a value that has another name in kafka-cli. */
    static ScriptOption renamed(String name) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> to.add(name + "=" + value));
    }

    /** An option with a value that is a client setting. */
    static ScriptOption setting(String name) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> to.add("-X" + name + "=" + value));
    }

    /** An option whose value is a positional parameter in kafka-cli. */
    static ScriptOption positional() {
        return new ScriptOption(Value.REQUIRED, RewrittenArguments::addName);
    }

    /** An option with a value and its own effect. */
    static ScriptOption with(BiConsumer<RewrittenArguments, String> effect) {
        return new ScriptOption(Value.REQUIRED, effect);
    }

    /** An option without a value that becomes these arguments; without arguments it has no effect. */
    static ScriptOption flag(String... arguments) {
        return new ScriptOption(Value.NONE, (to, none) -> {
            for (var argument : arguments) {
                to.add(argument);
            }
        });
    }

    /** An option that is accepted only with a value that is the default in kafka-cli. */
    static ScriptOption onlyIf(String pattern, String instead) {
        return new ScriptOption(Value.REQUIRED, (to, value) -> {
            if (!value.matches(pattern)) {
                throw CliException.usage("%s %s is not supported; %s".formatted(to.current(), value, instead));
            }
        });
    }

    /** An option that kafka-cli does not have. */
    static ScriptOption refused(Value value, String instead) {
        return new ScriptOption(value, (to, any) -> {
            throw CliException.usage("%s is not supported; %s".formatted(to.current(), instead));
        });
    }
}

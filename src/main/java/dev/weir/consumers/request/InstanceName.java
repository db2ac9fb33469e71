package dev.weir.consumers.request;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.regex.Pattern;

/**
 * The name of an instance.
 *
 * @param owner the client that has created it, among all that Weir authenticates; other clients do not see it
 * @param group the consumer group: 1 to 249 characters, no control characters
 * @param instance 1 to 249 of the characters {@code a-z A-Z 0-9 . _ -}
 */
public record InstanceName(String owner, String group, String instance) {

    private static final int MAX_GROUP_LENGTH = 249;
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    public InstanceName {
        checkGroup(group);
        checkInstance(instance);
    }

    /**
     * The name in the address of an instance; no instance has an invalid name, so it is not found.
     *
     * @throws Failure {@link Failure.Kind#NOT_FOUND} or, for the group, {@link Failure.Kind#INVALID}
     */
    public static InstanceName inAddress(String owner, String group, String instance) {
        checkGroup(group);
        if (!LEGAL.matcher(instance).matches()) {
            throw Failure.notFound(
                    "There is no instance '%s' of group '%s', and there cannot be: a name takes 1 to 249 of the characters %s"
                            .formatted(Printable.of(instance), Printable.of(group), "a-z A-Z 0-9 . _ -"));
        }
        return new InstanceName(owner, group, instance);
    }

    private static void checkGroup(String group) {
        if (group.isBlank()
                || group.length() > MAX_GROUP_LENGTH
                || group.chars().anyMatch(Character::isISOControl)) {
            throw Failure.invalid("Not a name of a group: '%s'. It takes 1 to 249 characters, none of them a control"
                    .formatted(Printable.of(group)));
        }
    }

    private static void checkInstance(String instance) {
        if (!LEGAL.matcher(instance).matches()) {
            throw Failure.unprocessableAt(
                    "$.name",
                    "is not a name of an instance: '%s'. It takes 1 to 249 of the characters a-z A-Z 0-9 . _ -"
                            .formatted(Printable.of(instance)));
        }
    }

    @Override
    public String toString() {
        return "instance '" + instance + "' of group '" + Printable.of(group) + "'";
    }
}

package dev.weir.deadletters;

import dev.weir.deadletters.mark.Mark;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.Optional;

/**
 * Which dead letters a page has.
 *
 * @param topic null for all dead letter topics
 * @param cause null for any
 * @param where null for any
 * @param after null for the first page
 */
public record LetterQuery(TopicName topic, String cause, String where, String state, int limit, String after) {

    /** The most letters of a page. */
    public static final int MAX_LIMIT = 100;

    public LetterQuery {
        if (!state.equals("held") && !state.equals("sent") && !state.equals("all")) {
            throw Failure.invalid("state is held, sent or all");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Failure.invalid("limit is 1 to " + MAX_LIMIT);
        }
    }

    boolean accepts(Optional<Mark> mark) {
        return switch (state) {
            case "held" -> mark.isEmpty();
            case "sent" -> mark.isPresent();
            default -> true;
        };
    }
}

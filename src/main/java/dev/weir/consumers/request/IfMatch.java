package dev.weir.consumers.request;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code If-Match} of a commit: the numbers of responses ({@code Weir-Handout}) that it is for.
 *
 * @param always whether the commit has no condition, or one that every instance meets ({@code *})
 * @param tags the numbers that meet the condition, as the client wrote them; weak ones never do
 */
public record IfMatch(boolean always, Set<String> tags) {

    /** The condition of a request without one. */
    public static final IfMatch NONE = new IfMatch(true, Set.of());

    private static final Pattern ANY = Pattern.compile("[ \\t]*\\*[ \\t]*");

    /** An element of the list: an entity tag, a number without quotes, or nothing. */
    private static final Pattern ELEMENT =
            Pattern.compile("\\G[ \\t]*(?:(W/)?\"([!#-~\\x80-\\xff]*)\"|(\\d{1,19}))?[ \\t]*(,|$)");

    public IfMatch {
        tags = Set.copyOf(tags);
    }

    /**
     * The condition in the header lines of a request.
     *
     * @param lines empty where the request has no condition
     * @throws Failure {@link Failure.Kind#INVALID}
     */
    public static IfMatch of(List<String> lines) {
        if (lines.isEmpty()) {
            return NONE;
        }
        var list = String.join(",", lines);
        return ANY.matcher(list).matches() ? NONE : new IfMatch(false, tags(list));
    }

    /**
     * Fails unless the condition holds.
     *
     * @param handout the number of what the instance has delivered
     * @throws Failure {@link Failure.Kind#PRECONDITION_FAILED}
     */
    public void check(long handout) {
        if (!always && !tags.contains(Long.toString(handout))) {
            throw Failure.of(
                    Failure.Kind.PRECONDITION_FAILED,
                    "Nothing was committed: the instance is at Weir-Handout %d, which If-Match does not name; since then "
                                    .formatted(handout)
                            + "another response had records, or records were taken back by a seek or a rebalance");
        }
    }

    private static Set<String> tags(String list) {
        Set<String> strong = new HashSet<>();
        boolean hasTags = false;
        boolean hasEnded = false;
        var elements = ELEMENT.matcher(list);
        while (!hasEnded && elements.find()) {
            var tag = elements.group(2) == null ? elements.group(3) : elements.group(2);
            hasTags |= tag != null;
            if (tag != null && elements.group(1) == null) {
                strong.add(tag);
            }
            hasEnded = elements.group(4).isEmpty();
        }
        if (!hasEnded || !hasTags) {
            throw Failure.invalid(
                    "If-Match takes the Weir-Handout of responses, such as 17 or \"17\", or *; here it is '%s'"
                            .formatted(Printable.of(list)));
        }
        return strong;
    }
}

package dev.weir.cli.group;

import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.text.TimeExpression;
import dev.weir.groups.ResetRequest;
import java.time.Instant;

/**
 * Where a group is to go on, as it is written on a command line.
 *
 * @param value null where {@code to} needs none
 */
record ResetTarget(ResetRequest.To to, Long value) {

    /** Reads {@code beginning}, {@code end}, an offset, {@code +N}, {@code -N} or {@code @TIME}. */
    static ResetTarget of(String text, Instant now) {
        return switch (text) {
            case "beginning", "earliest" -> new ResetTarget(ResetRequest.To.EARLIEST, null);
            case "end", "latest" -> new ResetTarget(ResetRequest.To.LATEST, null);
            default -> measured(text, now);
        };
    }

    private static ResetTarget measured(String text, Instant now) {
        if (text.startsWith("@")) {
            return new ResetTarget(
                    ResetRequest.To.TIMESTAMP,
                    TimeExpression.parse(text.substring(1), now).toEpochMilli());
        }
        if (!text.matches("[+-]?\\d{1,18}")) {
            throw CliException.usage(
                    "--to is beginning, end, an offset, +N, -N or @TIME, not '%s'".formatted(Text.onOneLine(text)));
        }
        var to = text.startsWith("+") || text.startsWith("-") ? ResetRequest.To.SHIFT : ResetRequest.To.OFFSET;
        return new ResetTarget(to, Long.parseLong(text));
    }
}

package dev.weir.cli.text;

import dev.weir.model.Failure;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Parses record headers of the command line: {@code NAME=VALUE}, or {@code NAME} for a null value. */
public final class HeaderArguments {

    private HeaderArguments() {}

    /**
     * The headers in the order of the arguments; a value keeps the bytes passed by the shell.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where a name is empty
     */
    public static List<Header> headers(List<RawText> arguments) {
        List<Header> headers = new ArrayList<>();
        for (var argument : arguments) {
            var text = argument.text();
            int end = text.indexOf('=');
            if (end == 0 || text.isEmpty()) {
                throw Failure.invalid("A header is NAME=VALUE, not '" + RawText.shown(text) + "'");
            }
            headers.add(
                    end < 0
                            ? new RecordHeader(RawText.utf8(text), null)
                            : new RecordHeader(
                                    RawText.utf8(text.substring(0, end)), RawText.encode(text.substring(end + 1))));
        }
        return headers;
    }
}

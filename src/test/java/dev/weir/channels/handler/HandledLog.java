package dev.weir.channels.handler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The records that several Weirs have handled, from their log files with a line for each record.
 *
 * <p>A value ends with an exclamation mark, so that a line that a kill has truncated does not count.
 */
public final class HandledLog {

    private static final Pattern HANDLED = Pattern.compile("\\[(\\d+)]@(\\d+) key=\\S+ value=\\w+!");

    private final Map<Path, Long> positions = new TreeMap<>();
    private final Map<Integer, BitSet> offsets = new TreeMap<>();

    /** The records in these files. */
    public HandledLog(List<Path> files) {
        files.forEach(file -> positions.put(file, 0L));
    }

    /** Reads the lines that were appended to the files. */
    public synchronized void readAppended() {
        positions.replaceAll(this::readAppended);
    }

    /** The first offset of a partition that was not handled yet. */
    public synchronized long next(int partition) {
        return offsets.getOrDefault(partition, new BitSet()).nextClearBit(0);
    }

    private long readAppended(Path file, long position) {
        var added = new ByteArrayOutputStream();
        try (var channel = FileChannel.open(file)) {
            Channels.newInputStream(channel.position(position)).transferTo(added);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = added.toString(StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        HANDLED.matcher(text.substring(0, whole)).results().forEach(found -> offsets.computeIfAbsent(
                        Integer.valueOf(found.group(1)), any -> new BitSet())
                .set(Integer.parseInt(found.group(2))));
        return position + whole;
    }
}

package dev.weir.channels;

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
 * Which records several Weirs have handled, from the files that their handlers write a line a record to.
 *
 * <p>A value ends with an exclamation mark, so that a line that a kill has cut off does not count.
 */
final class HandledLog {

    private static final Pattern HANDLED = Pattern.compile("\\[(\\d+)]@(\\d+) key=\\S+ value=\\w+!");

    private final Map<Path, Long> positions = new TreeMap<>();
    private final Map<Integer, BitSet> offsets = new TreeMap<>();

    HandledLog(List<Path> files) {
        files.forEach(file -> positions.put(file, 0L));
    }

    /** Reads what has been added to the files. */
    synchronized void readOn() {
        positions.replaceAll(this::readOn);
    }

    /** The first offset of a partition that nobody has handled yet. */
    synchronized long next(int partition) {
        return offsets.getOrDefault(partition, new BitSet()).nextClearBit(0);
    }

    private long readOn(Path file, long position) {
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

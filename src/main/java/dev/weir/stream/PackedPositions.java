package dev.weir.stream;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The positions of many partitions in few characters: differences in Kafka's own variable lengths, deflated, as base64.
 *
 * <p>A client sends the id of its last event as a header, of which 16 KB are taken.
 */
final class PackedPositions {

    private static final char MARK = 'z';

    /** Of more partitions than a topic has. */
    private static final int MAX_BYTES = 1_000_000;

    private PackedPositions() {}

    static boolean isPacked(String part) {
        return !part.isEmpty() && part.charAt(0) == MARK;
    }

    static String pack(SortedMap<Integer, Long> positions) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            int last = -1;
            for (var position : positions.entrySet()) {
                if (position.getValue() > 0) {
                    ByteUtils.writeUnsignedVarint(position.getKey() - last, out);
                    ByteUtils.writeVarlong(position.getValue(), out);
                    last = position.getKey();
                }
            }
            ByteUtils.writeUnsignedVarint(0, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads what {@link #pack} has written.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for anything else
     */
    static Map<Integer, Long> unpack(String id) {
        var inflater = new Inflater(true);
        try {
            var packed = new ByteArrayInputStream(Base64.getUrlDecoder().decode(id.substring(1)));
            var bytes = new InflaterInputStream(packed, inflater).readNBytes(MAX_BYTES);
            return read(ByteBuffer.wrap(bytes), id);
        } catch (IOException | IllegalArgumentException | BufferUnderflowException broken) {
            throw broken(id);
        } finally {
            inflater.end();
        }
    }

    private static Map<Integer, Long> read(ByteBuffer in, String id) {
        Map<Integer, Long> positions = new HashMap<>();
        int partition = -1;
        for (int gap = ByteUtils.readUnsignedVarint(in); gap != 0; gap = ByteUtils.readUnsignedVarint(in)) {
            long offset = ByteUtils.readVarlong(in);
            partition += gap;
            if (gap < 0 || partition < 0 || offset < 0) {
                throw broken(id);
            }
            positions.put(partition, offset);
        }
        return positions;
    }

    private static Failure broken(String id) {
        return Failure.invalid("Last-Event-ID is not one that Weir has given: '" + Printable.of(id) + "'");
    }
}

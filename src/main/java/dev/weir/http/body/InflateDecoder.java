package dev.weir.http.body;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes {@code gzip} (RFC 1952, one member or several) and {@code deflate}, with the zlib wrapper of the RFC or
 * without it, as many clients send it.
 *
 * <p>The JDK's streams block until input arrives, which an event loop must not.
 */
final class InflateDecoder implements CodingDecoder {

    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_CHECK = 2;
    private static final int RESERVED = 0xe0;

    private enum State {
        HEADER,
        DATA,
        TRAILER,
        END
    }

    private final boolean gzip;
    private final CRC32 check = new CRC32();
    private Inflater inflater;
    private State state = State.HEADER;
    private byte[] input = new byte[0];
    private int at;
    private int end;
    /** The beginning of a header or a trailer that is still incomplete. */
    private byte[] partial = new byte[0];

    private boolean begun;

    InflateDecoder(boolean gzip) {
        this.gzip = gzip;
    }

    @Override
    public void input(byte[] bytes, int length) {
        input = bytes;
        at = 0;
        end = length;
        begun |= length > 0;
    }

    @Override
    public int read(byte[] out) {
        while (true) {
            switch (state) {
                case HEADER -> {
                    if (!readHeader()) {
                        return 0;
                    }
                }
                case DATA -> {
                    int count = inflate(out);
                    if (count > 0 || state == State.DATA) {
                        return count;
                    }
                }
                case TRAILER -> {
                    if (!readTrailer()) {
                        return 0;
                    }
                }
                default -> {
                    if (at < end) {
                        throw corrupt();
                    }
                    return 0;
                }
            }
        }
    }

    private int inflate(byte[] out) {
        try {
            if (inflater.needsInput() && at < end) {
                inflater.setInput(input, at, end - at);
                at = end;
            }
            int count = inflater.inflate(out);
            if (inflater.needsDictionary()) {
                throw corrupt();
            }
            check.update(out, 0, count);
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                state = gzip ? State.TRAILER : State.END;
            }
            return count;
        } catch (DataFormatException malformed) {
            throw corrupt();
        }
    }

    private boolean readHeader() {
        if (at == end && partial.length == 0) {
            return false;
        }
        partial = with(partial, input, at, end);
        at = end;
        int length = gzip ? gzipHeader(partial) : 0;
        if (length < 0 || (!gzip && partial.length < 2)) {
            if (partial.length > MAX_HEADER_BYTES) {
                throw corrupt();
            }
            return false;
        }
        close();
        inflater = new Inflater(gzip || !isZlib(partial));
        check.reset();
        rewind(length);
        state = State.DATA;
        return true;
    }

    /** Continues with the gathered bytes after a position. */
    private void rewind(int from) {
        input = partial;
        at = from;
        end = partial.length;
        partial = new byte[0];
    }

    private static boolean isZlib(byte[] head) {
        return (head[0] & 0x0f) == 8 && (((head[0] & 0xff) << 8) | (head[1] & 0xff)) % 31 == 0;
    }

    /** The length of the gzip header; negative while it is incomplete. */
    private int gzipHeader(byte[] head) {
        if ((head.length > 0 && (head[0] & 0xff) != 0x1f) || (head.length > 1 && (head[1] & 0xff) != 0x8b)) {
            throw corrupt();
        }
        if (head.length < FIXED_HEADER) {
            return -1;
        }
        int flags = head[3];
        if (head[2] != 8 || (flags & RESERVED) != 0) {
            throw corrupt();
        }
        int length = FIXED_HEADER;
        if ((flags & EXTRA) != 0) {
            if (head.length < length + 2) {
                return -1;
            }
            length += 2 + ((head[length] & 0xff) | ((head[length + 1] & 0xff) << 8));
        }
        if ((flags & NAME) != 0) {
            length = afterZero(head, length);
        }
        if ((flags & COMMENT) != 0 && length >= 0) {
            length = afterZero(head, length);
        }
        if ((flags & HEADER_CHECK) != 0 && length >= 0) {
            length += 2;
        }
        return length > head.length ? -1 : length;
    }

    private static int afterZero(byte[] head, int from) {
        for (int i = from; i < head.length; i++) {
            if (head[i] == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean readTrailer() {
        partial = with(partial, input, at, end);
        at = end;
        if (partial.length < TRAILER) {
            return false;
        }
        if (little(partial, 0) != check.getValue()
                || little(partial, 4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw corrupt();
        }
        rewind(TRAILER);
        state = State.HEADER;
        return true;
    }

    private static long little(byte[] bytes, int from) {
        return (bytes[from] & 0xffL)
                | (bytes[from + 1] & 0xffL) << 8
                | (bytes[from + 2] & 0xffL) << 16
                | (bytes[from + 3] & 0xffL) << 24;
    }

    private static byte[] with(byte[] first, byte[] second, int from, int to) {
        var both = Arrays.copyOf(first, first.length + to - from);
        System.arraycopy(second, from, both, first.length, to - from);
        return both;
    }

    @Override
    public boolean isComplete() {
        return !begun || state == State.END || (state == State.HEADER && partial.length == 0 && inflater != null);
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }

    private RuntimeException corrupt() {
        return CodingDecoder.corrupt(gzip ? "gzip" : "deflate");
    }
}

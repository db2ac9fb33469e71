package dev.weir.http.body;

import com.github.luben.zstd.ZstdBufferDecompressingStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Decodes {@code zstd} (RFC 8878), one frame or several. */
final class ZstdDecoder implements CodingDecoder {

    /** The largest window of a frame, as a power of two: 2 MB, the window of zstd's default level. */
    private static final int MAX_WINDOW_BYTES = 21;

    /** Memory of each stream, outside of the heap. */
    static final int MEMORY = 1 << MAX_WINDOW_BYTES;

    /** META-INF/native-image initialises this class at run time, because the library is loaded on this machine only. */
    private static final boolean AVAILABLE = isLoaded();

    private ZstdBufferDecompressingStreamNoFinalizer stream;
    private ByteBuffer input = ByteBuffer.allocate(0);

    /** Whether the library runs on this machine. */
    static boolean isAvailable() {
        return AVAILABLE;
    }

    private static boolean isLoaded() {
        try {
            Native.load();
            return true;
        } catch (LinkageError missing) {
            return false;
        }
    }

    @Override
    public void input(byte[] bytes, int length) {
        input = ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public int read(byte[] out) {
        try {
            while (input.hasRemaining() || stream != null) {
                if (stream == null) {
                    stream = open();
                }
                boolean hadInput = input.hasRemaining();
                int count = stream.read(ByteBuffer.wrap(out));
                if (!stream.hasRemaining()) {
                    close();
                }
                if (count > 0) {
                    return count;
                }
                if (!hadInput) {
                    return 0;
                }
            }
            return 0;
        } catch (IOException malformed) {
            throw CodingDecoder.corrupt("zstd with a window of at most 2 MB");
        }
    }

    private ZstdBufferDecompressingStreamNoFinalizer open() throws IOException {
        var opened = new ZstdBufferDecompressingStreamNoFinalizer(input) {
            @Override
            protected ByteBuffer refill(ByteBuffer empty) {
                return input;
            }
        };
        opened.setLongMax(MAX_WINDOW_BYTES);
        return opened;
    }

    @Override
    public boolean isComplete() {
        return stream == null;
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}

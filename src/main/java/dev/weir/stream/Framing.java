package dev.weir.stream;

import dev.weir.http.ErrorBody;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the records of a response are framed. */
enum Framing {
    /** A JSON array. A line end between its elements is the keep-alive. */
    ARRAY {
        @Override
        void begin(Buffer out, Positions positions) {
            out.appendByte((byte) '[');
        }

        @Override
        void record(
                Buffer out,
                ConsumerRecord<byte[], byte[]> record,
                RecordLayout layout,
                Positions positions,
                boolean first) {
            if (!first) {
                out.appendByte((byte) ',');
            }
            layout.append(out, record);
        }

        @Override
        void heartbeat(Buffer out, Positions positions) {
            out.appendByte(END_OF_LINE);
        }

        @Override
        void end(Buffer out) {
            out.appendByte((byte) ']');
        }

        @Override
        boolean failure(Buffer out, Failure failure) {
            return false;
        }
    },
    /** One record per line. An empty line is the keep-alive; a line with {@code error_code} ends a failed stream. */
    LINES {
        @Override
        void begin(Buffer out, Positions positions) {
            // The first line is the first record.
        }

        @Override
        void record(
                Buffer out,
                ConsumerRecord<byte[], byte[]> record,
                RecordLayout layout,
                Positions positions,
                boolean first) {
            layout.append(out, record);
            out.appendByte(END_OF_LINE);
        }

        @Override
        void heartbeat(Buffer out, Positions positions) {
            out.appendByte(END_OF_LINE);
        }

        @Override
        void end(Buffer out) {
            // The last line is the last record.
        }

        @Override
        boolean failure(Buffer out, Failure failure) {
            out.appendBuffer(error(failure)).appendByte(END_OF_LINE);
            return true;
        }
    },
    /**
     * Server-sent events. The id of each has the next offset of every partition. The keep-alive, a comment, has it too,
     * because a filter may select no record for long.
     */
    EVENTS {
        @Override
        void begin(Buffer out, Positions positions) {
            out.appendString("retry: 1000\nid: " + positions.id() + "\n\n");
        }

        @Override
        void record(
                Buffer out,
                ConsumerRecord<byte[], byte[]> record,
                RecordLayout layout,
                Positions positions,
                boolean first) {
            out.appendBytes(ID);
            positions.appendId(out);
            out.appendBytes(DATA);
            layout.append(out, record);
            out.appendByte(END_OF_LINE).appendByte(END_OF_LINE);
        }

        @Override
        void heartbeat(Buffer out, Positions positions) {
            out.appendString(": still here\nid: " + positions.id() + "\n\n");
        }

        @Override
        void end(Buffer out) {
            // The end of the connection ends the events.
        }

        @Override
        boolean failure(Buffer out, Failure failure) {
            out.appendString("event: failure\ndata: ")
                    .appendBuffer(error(failure))
                    .appendString("\n\n");
            return true;
        }
    };

    private static final byte END_OF_LINE = '\n';
    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

    /** Writes the beginning, before the first record. */
    abstract void begin(Buffer out, Positions positions);

    /**
     * Writes one record.
     *
     * @param positions the positions after this record
     * @param first whether it is the first record of the response
     */
    abstract void record(
            Buffer out, ConsumerRecord<byte[], byte[]> record, RecordLayout layout, Positions positions, boolean first);

    /** Writes a keep-alive. */
    abstract void heartbeat(Buffer out, Positions positions);

    /** Writes the end, after the last record. */
    abstract void end(Buffer out);

    /** Writes why the response is incomplete; false where this framing cannot, and the connection must be closed. */
    abstract boolean failure(Buffer out, Failure failure);

    /** Writes that records between the last one and the next are left out; arrays never have such a gap. */
    void skipped(Buffer out, int partition, long skipped) {
        var gap = "{\"partition\":" + partition + ",\"skipped\":" + skipped + "}";
        out.appendString(this == EVENTS ? "event: overflow\ndata: " + gap + "\n\n" : gap + "\n");
    }

    /** Writes that the topic was created again under its name, and is read from its beginning; only for events. */
    static void recreated(Buffer out, Positions positions) {
        out.appendString("id: " + positions.id() + "\nevent: recreated\ndata: {}\n\n");
    }

    private static Buffer error(Failure failure) {
        var out = Buffer.buffer("{");
        ErrorBody.append(out, failure);
        return out.appendByte((byte) '}');
    }
}

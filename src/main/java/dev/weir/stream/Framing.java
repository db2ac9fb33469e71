package dev.weir.stream;

import dev.weir.http.ErrorBody;
import dev.weir.model.Failure;
import io.vertx.core.buffer.Buffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How records follow each other in an answer. */
enum Framing {
    /** A JSON array. A line end between its elements is the sign of life. */
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
    /** A line a record. An empty line is the sign of life, one with {@code error_code} says why the stream ends. */
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
     * Server-sent events. Each names by its id the next offset of every partition; so does the sign of life, which a
     * client does not see as an event, for a filter may let nothing through for long.
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
            out.appendString("id: " + positions.id() + "\ndata: ");
            layout.append(out, record);
            out.appendByte(END_OF_LINE).appendByte(END_OF_LINE);
        }

        @Override
        void heartbeat(Buffer out, Positions positions) {
            out.appendString(": still here\nid: " + positions.id() + "\n\n");
        }

        @Override
        void end(Buffer out) {
            // Events have no end but that of the connection.
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

    /** Why the answer ends too early; false where this shape cannot tell, and the connection has to be broken off. */
    abstract boolean failure(Buffer out, Failure failure);

    /** Writes that records between the last one and the next are left out; arrays never have such a gap. */
    void skipped(Buffer out, int partition, long skipped) {
        var gap = "{\"partition\":" + partition + ",\"skipped\":" + skipped + "}";
        out.appendString(this == EVENTS ? "event: overflow\ndata: " + gap + "\n\n" : gap + "\n");
    }

    /** The topic is another one of the same name, and is read from its beginning; only for events. */
    static void recreated(Buffer out, Positions positions) {
        out.appendString("id: " + positions.id() + "\nevent: recreated\ndata: {}\n\n");
    }

    private static Buffer error(Failure failure) {
        var out = Buffer.buffer("{");
        ErrorBody.append(out, failure);
        return out.appendByte((byte) '}');
    }
}

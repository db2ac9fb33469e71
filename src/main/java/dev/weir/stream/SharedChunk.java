package dev.weir.stream;

import dev.weir.http.RecordJson;
import dev.weir.reading.tail.TailBatch;
import io.vertx.core.buffer.Buffer;

/**
 * A part of the responses of all streams with the same view of a topic.
 *
 * @param bytes may be written to many connections
 * @param records how many are in it
 */
record SharedChunk(Buffer bytes, int records) {

    /**
     * The parts of a request that decide how its response shows the records of a topic.
     *
     * @param selection the records that the response has
     * @param layout how each is shown
     * @param framing how they are framed
     */
    record View(RecordSelection selection, RecordLayout layout, Framing framing) {}

    static SharedChunk of(View view, TailBatch batch) {
        int size = 0;
        for (var record : batch.records()) {
            size += RecordJson.estimate(record);
        }
        var bytes = Buffer.buffer(size);
        var positions = new Positions();
        batch.before().forEach((partition, offset) -> positions.set(partition.partition(), offset));
        int count = 0;
        for (var record : batch.records()) {
            positions.set(record.partition(), record.offset() + 1);
            if (view.selection().selects(record)) {
                view.framing().record(bytes, record, view.layout(), positions, false);
                count++;
            }
        }
        return new SharedChunk(bytes, count);
    }
}

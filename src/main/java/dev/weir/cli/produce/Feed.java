package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of an input and sends them; a line that is wrong is told, and the next ones are sent. */
final class Feed {

    /** The most bytes of a line, or of a file that is one record. */
    static final int LONGEST = 64 * 1024 * 1024;

    private final Sending sending;
    private final Tally tally;
    private final Pace pace;
    private final Progress progress;
    private final BooleanSupplier isStopped;

    /**
     * A feed of one command.
     *
     * @param isStopped whether somebody wants it to end
     */
    Feed(Sending sending, Tally tally, Pace pace, Progress progress, BooleanSupplier isStopped) {
        this.sending = sending;
        this.tally = tally;
        this.pace = pace;
        this.progress = progress;
        this.isStopped = isStopped;
    }

    /** Whether more is to be sent. */
    boolean goesOn() {
        return !isStopped.getAsBoolean() && tally.stopping() == null;
    }

    /** Sends one record. */
    void record(ProducerRecord<byte[], byte[]> record, Origin origin) {
        pace.await();
        if (goesOn()) {
            sending.send(record, origin);
            progress.look();
        }
    }

    /**
     * Sends a record a line.
     *
     * @param file null for standard input
     * @param beforeEach done before a line is read, and once behind the last
     */
    void lines(InputStream in, String file, byte delimiter, RecordForm form, Runnable beforeEach) throws IOException {
        var lines = new Lines(in, delimiter, LONGEST);
        boolean more = true;
        while (more && goesOn()) {
            beforeEach.run();
            more = line(lines, file, form);
        }
    }

    private boolean line(Lines lines, String file, RecordForm form) throws IOException {
        try {
            var line = lines.next();
            if (line == null) {
                return false;
            }
            var record = form.record(line);
            if (record != null) {
                record(record, new Origin(file, lines.number()));
            }
        } catch (Failure wrong) {
            tally.failed(new Origin(file, lines.number()), wrong);
        }
        return true;
    }
}

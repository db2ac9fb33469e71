package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of an input and sends them; a line that is wrong is told, and the next ones are sent. */
final class InputReader {

    /** The most bytes of a line, or of a file that is one record. */
    static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final AsyncSender sending;
    private final DeliveryCounter tally;
    private final RateLimiter pace;
    private final ProgressReporter progress;
    private final BooleanSupplier isStopped;

    /**
     * A feed of one command.
     *
     * @param isStopped whether somebody wants it to end
     */
    InputReader(
            AsyncSender sending,
            DeliveryCounter tally,
            RateLimiter pace,
            ProgressReporter progress,
            BooleanSupplier isStopped) {
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
    void record(ProducerRecord<byte[], byte[]> record, InputLocation origin) {
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
    void lines(InputStream in, String file, byte delimiter, RecordParser form, Runnable beforeEach) throws IOException {
        var lines = new LineReader(in, delimiter, MAX_LENGTH);
        boolean more = true;
        while (more && goesOn()) {
            beforeEach.run();
            more = line(lines, file, form);
        }
    }

    private boolean line(LineReader lines, String file, RecordParser form) throws IOException {
        try {
            var line = lines.next();
            if (line == null) {
                return false;
            }
            var record = form.record(line);
            if (record != null) {
                record(record, new InputLocation(file, lines.number()));
            }
        } catch (Failure wrong) {
            tally.failed(new InputLocation(file, lines.number()), wrong);
        }
        return true;
    }
}

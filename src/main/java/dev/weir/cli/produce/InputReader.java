package dev.weir.cli.produce;

import dev.weir.model.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Parses the lines of an input and sends them; reports invalid lines and continues with the next. */
final class InputReader {

    /** Maximum size of a line, or of a file that is one record, in bytes. */
    static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final AsyncSender sender;
    private final DeliveryCounter counter;
    private final RateLimiter limiter;
    private final ProgressReporter progress;
    private final BooleanSupplier isStopped;

    /**
     * A reader for all inputs of a command.
     *
     * @param isStopped whether a signal has stopped the command
     */
    InputReader(
            AsyncSender sender,
            DeliveryCounter counter,
            RateLimiter limiter,
            ProgressReporter progress,
            BooleanSupplier isStopped) {
        this.sender = sender;
        this.counter = counter;
        this.limiter = limiter;
        this.progress = progress;
        this.isStopped = isStopped;
    }

    /** Whether more records may be sent. */
    boolean isActive() {
        return !isStopped.getAsBoolean() && counter.fatal() == null;
    }

    /** Sends one record. */
    void record(ProducerRecord<byte[], byte[]> record, InputLocation location) {
        limiter.await();
        if (isActive()) {
            sender.send(record, location);
            progress.update();
        }
    }

    /**
     * Sends one record per line.
     *
     * @param file null for standard input
     * @param beforeEach runs before each line is read, and once after the last
     */
    void lines(InputStream in, String file, byte delimiter, RecordParser parser, Runnable beforeEach)
            throws IOException {
        var lines = new LineReader(in, delimiter, MAX_LENGTH);
        boolean more = true;
        while (more && isActive()) {
            beforeEach.run();
            more = line(lines, file, parser);
        }
    }

    private boolean line(LineReader lines, String file, RecordParser parser) throws IOException {
        try {
            var line = lines.next();
            if (line == null) {
                return false;
            }
            var record = parser.record(line);
            if (record != null) {
                record(record, new InputLocation(file, lines.number()));
            }
        } catch (Failure invalid) {
            counter.failed(new InputLocation(file, lines.number()), invalid);
        }
        return true;
    }
}

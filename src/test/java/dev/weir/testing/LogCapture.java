package dev.weir.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what one logger, and those below it, log, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level lowest;

    /** Collects warnings and errors. */
    public LogCapture(String name) {
        this(name, Level.WARNING);
    }

    /** Collects what is logged at this level and above. */
    public LogCapture(String name, Level lowest) {
        this.lowest = lowest;
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /** The messages so far. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= lowest.intValue()) {
            messages.add(record.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

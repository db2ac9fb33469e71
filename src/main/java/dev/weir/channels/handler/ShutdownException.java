package dev.weir.channels.handler;

/** Weir shut down while a record was being handled: it is neither committed nor a dead letter, and is read again. */
public final class ShutdownException extends Exception {

    private static final long serialVersionUID = 1;

    /** A shutdown. */
    public ShutdownException() {
        super("Weir shuts down");
    }
}

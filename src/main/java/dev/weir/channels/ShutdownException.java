package dev.weir.channels;

/** The end of Weir came before that of a record's handling: it is neither done nor dead, and will be read again. */
final class ShutdownException extends Exception {

    private static final long serialVersionUID = 1;

    ShutdownException() {
        super("Weir stops");
    }
}

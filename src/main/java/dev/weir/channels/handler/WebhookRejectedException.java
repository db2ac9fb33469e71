package dev.weir.channels.handler;

/** The webhook did not accept a record. */
public final class WebhookRejectedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int attempts;

    /**
     * A rejection.
     *
     * @param attempts how often the record was sent
     */
    public WebhookRejectedException(String message, int attempts) {
        super(message);
        this.attempts = attempts;
    }

    /** How often the record was sent. */
    public int attempts() {
        return attempts;
    }
}

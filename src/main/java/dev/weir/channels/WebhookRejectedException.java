package dev.weir.channels;

/** A record that its receiver did not take. */
final class WebhookRejectedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int attempts;

    /**
     * Gives up.
     *
     * @param attempts how often it was tried
     */
    WebhookRejectedException(String message, int attempts) {
        super(message);
        this.attempts = attempts;
    }

    int attempts() {
        return attempts;
    }
}

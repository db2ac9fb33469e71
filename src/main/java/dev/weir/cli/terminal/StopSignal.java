package dev.weir.cli.terminal;

/**
 * Lets a command finish its current work when the process receives SIGINT or SIGTERM.
 *
 * <p>The process exits when the work is finished: with 0 if the command counts that as success, else with the code of
 * the signal (130, 143).
 */
public final class StopSignal {

    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    /**
     * Registers the command for the next signal.
     *
     * @param command its {@code stop} is called once, on a thread of its own
     */
    public static StopSignal register(Stoppable command) {
        var hook = new Thread(
                () -> {
                    if (command.stop()) {
                        Runtime.getRuntime().halt(ExitCode.OK.code());
                    }
                },
                "kafka-cli-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    /** A command that a signal can stop. */
    @FunctionalInterface
    public interface Stoppable {

        /**
         * Stops the command and returns when all of its work, the last message included, is done.
         *
         * @return whether the command succeeded
         */
        boolean stop();
    }

    /** Unregisters the command; has no effect while the process is already ending. */
    public void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is running and ends the process.
            return;
        }
    }
}

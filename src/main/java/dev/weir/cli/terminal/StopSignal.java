package dev.weir.cli.terminal;

/**
 * Lets the work in hand be finished when the process is told to end (SIGINT, SIGTERM).
 *
 * <p>The process ends when the given work is done; with 0 where that is how such a command ends, else as the signal has
 * it (130, 143). Without a signal nothing is done.
 */
public final class StopSignal {

    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    /**
     * Listens from now on.
     *
     * @param finish called on a thread of its own, once; returns when nothing is left to do, the last words included,
     *     and says whether that was the right way to end
     */
    public static StopSignal listen(Finish finish) {
        var hook = new Thread(
                () -> {
                    if (finish.finish()) {
                        Runtime.getRuntime().halt(ExitCode.OK.code());
                    }
                },
                "kafka-cli-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    /** Brings a command to its end. */
    @FunctionalInterface
    public interface Finish {

        /** Whether the command is over as it should be. */
        boolean finish();
    }

    /** Listens no more; where the process ends already, that goes on. */
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is what ends it, and waits for nothing that comes after this.
            return;
        }
    }
}

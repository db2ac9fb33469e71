package dev.weir.channels.supervision;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;

/** Exits the process after a channel has terminated. */
@ApplicationScoped
public class ChannelTermination {

    /** The exit code of a process whose channel has terminated; {@code EX_SOFTWARE} of {@code sysexits.h}. */
    static final int EXIT_CODE = 70;

    /** Shuts Weir down in its usual order. */
    public void exit() {
        Quarkus.asyncExit(EXIT_CODE);
    }
}

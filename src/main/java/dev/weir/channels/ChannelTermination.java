package dev.weir.channels;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;

/** What is done when a channel has ended and nothing can bring it back: the process ends too. */
@ApplicationScoped
class ChannelTermination {

    /** The exit code of a process whose channel has ended; {@code EX_SOFTWARE} of {@code sysexits.h}. */
    static final int EXIT_CODE = 70;

    /** Stops Weir in its order, so that whoever runs it starts it again. */
    void exit() {
        Quarkus.asyncExit(EXIT_CODE);
    }
}

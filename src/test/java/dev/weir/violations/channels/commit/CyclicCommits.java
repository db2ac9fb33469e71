package dev.weir.violations.channels.commit;

import dev.weir.violations.channels.handler.CyclicHandler;

/** Violates: no cycles between sub-packages. */
public class CyclicCommits {
    CyclicHandler other;
}

package dev.weir.violations.channels.handler;

import dev.weir.violations.channels.commit.CyclicCommits;

/** Violates: no cycles between sub-packages. */
public class CyclicHandler {
    CyclicCommits other;
}

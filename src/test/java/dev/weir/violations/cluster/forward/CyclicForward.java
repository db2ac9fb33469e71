package dev.weir.violations.cluster.forward;

import dev.weir.violations.cluster.directory.CyclicDirectory;

/** Violates: no cycles between sub-packages. */
public class CyclicForward {
    CyclicDirectory other;
}

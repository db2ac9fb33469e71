package dev.weir.violations.cluster.directory;

import dev.weir.violations.cluster.forward.CyclicForward;

/** Violates: no cycles between sub-packages. */
public class CyclicDirectory {
    CyclicForward other;
}

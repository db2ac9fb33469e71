package dev.weir.violations.topics.cluster;

import dev.weir.violations.topics.size.CyclicSize;

/** Violates: no cycles between sub-packages. */
public class CyclicCluster {
    CyclicSize other;
}

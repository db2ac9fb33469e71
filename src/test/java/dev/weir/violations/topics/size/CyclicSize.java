package dev.weir.violations.topics.size;

import dev.weir.violations.topics.cluster.CyclicCluster;

/** Violates: no cycles between sub-packages. */
public class CyclicSize {
    CyclicCluster other;
}

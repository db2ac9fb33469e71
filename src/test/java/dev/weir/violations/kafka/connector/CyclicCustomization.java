package dev.weir.violations.kafka.connector;

import dev.weir.violations.kafka.partitioning.CyclicPartitioning;

/** Violates: no cycles between sub-packages. */
public class CyclicCustomization {
    CyclicPartitioning other;
}

package dev.weir.violations.kafka.partitioning;

import dev.weir.violations.kafka.connector.CyclicCustomization;

/** Violates: no cycles between sub-packages. */
public class CyclicPartitioning {
    CyclicCustomization other;
}

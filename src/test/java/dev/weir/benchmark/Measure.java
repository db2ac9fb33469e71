package dev.weir.benchmark;

/**
 * The result of one round of a case.
 *
 * @param records how many were sent or read
 * @param seconds from the first to the last
 * @param serviceCpuSeconds of Weir meanwhile, of all where there are several; of the process itself, start included,
 *     where it is Kafka's own
 * @param brokerCpuSeconds of Kafka meanwhile
 * @param usage of the process at the end
 * @param latency of its requests; null where there is but one
 */
record Measure(
        long records, double seconds, double serviceCpuSeconds, double brokerCpuSeconds, Usage usage, Latency latency) {

    double recordsPerSecond() {
        return records / seconds;
    }

    /** Microseconds. */
    double cpuPerRecord() {
        return serviceCpuSeconds * 1e6 / records;
    }

    /** Microseconds. */
    double brokerCpuPerRecord() {
        return brokerCpuSeconds * 1e6 / records;
    }

    /** Microseconds, of Weir and of Kafka. */
    double wholeCpuPerRecord() {
        return cpuPerRecord() + brokerCpuPerRecord();
    }
}

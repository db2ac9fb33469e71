package dev.weir.cli.consume;

/** How a consumer comes by its partitions. */
interface PartitionSource {

    /** Before the first poll. */
    void begin();

    /** Between polls: looks for topics and partitions that are new. */
    void refresh();

    /** Whether it is known by now which partitions there are to read, possibly none. */
    boolean isSettled();
}

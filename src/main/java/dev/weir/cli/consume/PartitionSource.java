package dev.weir.cli.consume;

/** Assigns partitions to the consumer. */
interface PartitionSource {

    /** Called before the first poll. */
    void begin();

    /** Called between polls; finds new topics and partitions. */
    void refresh();

    /** Whether the partitions, possibly none, are assigned. */
    boolean isAssigned();
}

package dev.weir.promise;

/** Where a record is in the log of its topic. */
record Place(int partition, long offset) {}

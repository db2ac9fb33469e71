package dev.weir.promise;

/** A record as it is found in the log. */
record Written(Place place, String value) {}

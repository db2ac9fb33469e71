package dev.weir.crooked.cli;

import dev.weir.crooked.kafka.LogsByQuarkus;

public class Asks {

    void ask() {
        LogsByQuarkus.log();
    }
}

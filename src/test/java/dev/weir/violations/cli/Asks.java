package dev.weir.violations.cli;

import dev.weir.violations.kafka.UsesQuarkusLog;

public class Asks {

    void ask() {
        UsesQuarkusLog.log();
    }
}

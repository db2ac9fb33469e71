package dev.weir.violations.cli;

import dev.weir.violations.kafka.UsesQuarkusLog;

public class DependsOnQuarkusLog {

    void log() {
        UsesQuarkusLog.log();
    }
}

package dev.weir.violations.kafka;

import io.quarkus.logging.Log;

public class UsesQuarkusLog {

    public static void log() {
        Log.info("The command line cannot run this");
    }
}

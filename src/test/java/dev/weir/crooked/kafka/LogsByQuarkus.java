package dev.weir.crooked.kafka;

import io.quarkus.logging.Log;

public class LogsByQuarkus {

    public static void log() {
        Log.info("The command line cannot run this");
    }
}

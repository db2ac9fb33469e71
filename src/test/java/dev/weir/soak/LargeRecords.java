package dev.weir.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Records of 200 KB, each read by many instances of groups of their own. */
final class LargeRecords implements Workload {

    private static final int BYTES = 200 * 1024;
    private static final int POLLS_OF_A_STEP = 5;
    private static final Random RANDOM = new Random(1);

    private final Http http;
    private final String topic;
    private final String group;
    private final int readers;
    private boolean isBegun;
    private int polled;

    LargeRecords(Http http, String topic, String group, int readers) {
        this.http = http;
        this.topic = topic;
        this.group = group;
        this.readers = readers;
    }

    @Override
    public String name() {
        return "large-records";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(100);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        if (!isBegun) {
            isBegun = true;
            for (int i = 0; i < readers; i++) {
                http.post("instance", group(i), "{\"name\":\"i\",\"format\":\"binary\"}");
                http.post("instance", address(i) + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
            }
        }
        var value = new byte[BYTES];
        RANDOM.nextBytes(value);
        http.record("large single", topic, value);
        for (int i = 0; i < POLLS_OF_A_STEP; i++) {
            http.get(
                    "large poll",
                    address(polled % readers) + "/records?timeout=50",
                    "Accept",
                    "application/vnd.kafka.binary.v2+json");
            polled++;
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        for (int i = 0; i < readers; i++) {
            http.delete("instance", address(i));
        }
    }

    private String group(int reader) {
        return "/consumers/soak-large-" + group + "-" + reader;
    }

    private String address(int reader) {
        return group(reader) + "/instances/i";
    }
}

package dev.weir.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/** Starts a generator, looks at it, and ends it; a busy Weir may refuse some of its records, but not all. */
record Generating(Http http, Tally tally, String topic) implements Workload {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "generators";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        var started = http.postJson(name(), "/generators", """
                {"topic":"%s","value":"{n} {unix-time} {random:200}","key":"{random:4}","rate":300,"mode":"async"}""".formatted(topic));
        if (started.statusCode() != 201) {
            return;
        }
        var address = "/generators/" + JSON.readTree(started.body()).path("id").asText();
        for (int i = 0; i < 5; i++) {
            http.get(name(), address);
            http.get(name(), "/generators");
        }
        var ended = http.delete(name(), address);
        if (JSON.readTree(ended.body()).path("delivered").asLong() == 0) {
            tally.complain("A generator has delivered nothing: " + ended.body());
        }
    }
}

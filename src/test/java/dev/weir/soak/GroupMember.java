package dev.weir.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Reads the checked topic as a member of a group and commits after each poll; some leave without a commit and join
 * again.
 *
 * <p>All members together must read exactly the records of the log.
 */
final class GroupMember implements Workload {

    static final String GROUP = "soak-readers";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS_OF_A_VISIT = 10;

    private final Http http;
    private final String topic;
    private final String instance;
    private final boolean stays;
    private final Set<String> read;
    private int steps;

    /**
     * @param stays whether it is there all the time
     * @param read gets every value; safe for use by many threads
     */
    GroupMember(Http http, String topic, String instance, boolean stays, Set<String> read) {
        this.http = http;
        this.topic = topic;
        this.instance = instance;
        this.stays = stays;
        this.read = read;
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(50);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        if (steps == 0 && !joins()) {
            return;
        }
        steps++;
        boolean isLast = !stays && steps == STEPS_OF_A_VISIT;
        poll();
        if (isLast) {
            end();
        } else {
            http.post(Http.COMMIT, address() + "/offsets", "");
        }
    }

    /** Returns whether there is an instance now; Weir refuses one with 429 where the readers have no memory left. */
    private boolean joins() throws IOException, InterruptedException {
        var response = http.post("instance", "/consumers/" + GROUP, """
                {"name":"%s","format":"text","auto.offset.reset":"earliest","enable.auto.commit":false}""".formatted(instance));
        if (response.statusCode() == 429) {
            return false;
        }
        http.post("instance", address() + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
        return true;
    }

    private void poll() throws IOException, InterruptedException {
        var answer =
                http.get("poll", address() + "/records?timeout=1000", "Accept", "application/vnd.kafka.text.v2+json");
        if (answer.statusCode() == 200) {
            JSON.readTree(answer.body())
                    .forEach(record -> read.add(record.path("value").asText()));
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        if (steps > 0) {
            http.delete("instance", address());
            steps = 0;
        }
    }

    private String address() {
        return "/consumers/" + GROUP + "/instances/" + instance;
    }
}

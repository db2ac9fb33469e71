package dev.weir.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Creates, changes and deletes a topic, and reads and changes groups meanwhile. */
final class Administration implements Workload {

    private static final String KIND = "administration";

    private final Http http;
    private final String phase;
    private int made;

    Administration(Http http, String phase) {
        this.http = http;
        this.phase = phase;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        made++;
        var topic = "soak-made-%s-%d".formatted(phase, made);
        http.post(
                KIND,
                "/admin/topics",
                "{\"topic_name\":\"%s\",\"partitions_count\":2,\"configs\":{\"retention.ms\":\"60000\"}}"
                        .formatted(topic));
        http.get(KIND, "/topics/" + topic);
        http.patch(
                KIND,
                "/admin/topics/" + topic,
                "{\"partitions_count\":3,\"configs\":{\"cleanup.policy\":\"compact\"}}");
        http.record("single to a new topic", topic, "v".getBytes(StandardCharsets.UTF_8));
        http.get(KIND, "/topics/" + topic + "/size");
        http.get(KIND, "/topics?details=true");
        group(topic);
        http.delete(KIND, "/admin/topics/" + topic);
    }

    private void group(String topic) throws IOException, InterruptedException {
        var group = "/groups/" + topic;
        var member = "/consumers/" + topic;
        var created = http.post(
                "instance", member, "{\"name\":\"i\",\"format\":\"text\",\"auto.offset.reset\":\"earliest\"}");
        if (created.statusCode() == 429) {
            return;
        }
        http.post("instance", member + "/instances/i/subscription", "{\"topics\":[\"" + topic + "\"]}");
        http.get("poll", member + "/instances/i/records?timeout=2000", "Accept", "application/vnd.kafka.text.v2+json");
        http.get(KIND, group);
        http.delete("instance", member + "/instances/i");
        http.post(KIND, group + "/offsets", "{\"to\":\"earliest\",\"topics\":[\"" + topic + "\"],\"dry_run\":false}");
        http.get(KIND, group + "/offsets");
        http.get(KIND, "/groups");
        http.delete(KIND, group);
    }
}

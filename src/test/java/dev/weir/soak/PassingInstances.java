package dev.weir.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Consumer instances that are used once; half of them are deleted, and half left for Weir to close. */
final class PassingInstances implements Workload {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GROUPS = 5;

    private final Http http;
    private final String topic;
    private int made;

    PassingInstances(Http http, String topic) {
        this.http = http;
        this.topic = topic;
    }

    @Override
    public String name() {
        return "passing-instances";
    }

    @Override
    public void step() throws IOException, InterruptedException {
        made++;
        var group = "/consumers/soak-passing-" + made % GROUPS;
        var answer = http.post("instance", group, made % 3 == 0 ? "" : "{\"format\":\"binary\"}");
        if (answer.statusCode() != 200) {
            return;
        }
        var address = group + "/instances/"
                + JSON.readTree(answer.body()).path("instance_id").asText();
        http.post("instance", address + "/subscription", "{\"topics\":[\"" + topic + "\"]}");
        http.get("poll", address + "/records?timeout=300", "Accept", "application/vnd.kafka.binary.v2+json");
        if (made % 2 == 0) {
            http.delete("instance", address);
        }
    }
}

package dev.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import dev.weir.testing.EventStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many followers of one topic at the packaged Weir with the heap of {@code ./weir}. */
class FollowersIT {

    private static final int MANY = 260;
    private static final String TOPIC = "followed";

    private final List<EventStream> followers = new ArrayList<>();
    private BrokerProcess broker;
    private WeirProcess weir;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.another("followers");
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1), new NewTopic("web_log", 1, (short) 1)))
                    .all()
                    .get(Deadlines.inSeconds(10), TimeUnit.SECONDS);
        }
        weir = WeirProcess.startScript(Path.of("."), "followers", broker.bootstrapServers(), Map.of());
    }

    @AfterEach
    void stop() {
        followers.forEach(EventStream::close);
        weir.close();
        broker.close();
    }

    /** More than there is memory for when each has a consumer; they all come back to the next Weir at once. */
    @Test
    void many_followers_miss_nothing_while_broker_and_weir_are_away() throws Exception {
        follow(Optional.empty());
        send("a");
        assertThat(nextOfAll("a")).containsOnly("0:1");

        broker.stop();
        broker.start();
        Deadlines.await("the broker").until(() -> weir.readiness() == 200);
        send("b");
        var last = nextOfAll("b");
        assertThat(last).containsOnly(last.get(0));

        followers.forEach(EventStream::close);
        followers.clear();
        weir.close();
        weir.start();
        send("c");
        follow(Optional.of(last.get(0)));
        send("d");
        nextOfAll("c");
        nextOfAll("d");
        weir.terminate();

        assertThat(weir.endsWithin(Deadlines.seconds(20))).isTrue();
        assertThat(weir.log()).doesNotContain("did not end in time");
    }

    private void follow(Optional<String> last) {
        for (int i = 0; i < MANY; i++) {
            followers.add(follower(last));
        }
    }

    /** A Weir that has just started says 503 while Kafka is slow; a client tries again. */
    private EventStream follower(Optional<String> last) {
        return Deadlines.await("a follower")
                .ignoreExceptionsMatching(thrown -> thrown.getMessage().contains(" 503 "))
                .until(
                        () -> new EventStream(server(), "/topics/" + TOPIC + "/records?format=text", last),
                        Objects::nonNull);
    }

    /** Reads one event of each follower; the ids of all. */
    private List<String> nextOfAll(String value) throws IOException {
        List<String> all = new ArrayList<>();
        for (var follower : followers) {
            var event = follower.nextWithData();
            assertThat(EventStream.field(event, "data")).contains("\"value\":\"" + value + "\"");
            all.add(EventStream.field(event, "id"));
        }
        return all;
    }

    private void send(String value) throws IOException {
        assertThat(status(value)).isEqualTo(200);
    }

    private int status(String value) throws IOException {
        var address =
                server().resolve("/topics/" + TOPIC + "/records?partition=0").toURL();
        var connection = (HttpURLConnection) address.openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "text/plain");
        connection.setDoOutput(true);
        connection.getOutputStream().write(value.getBytes(StandardCharsets.UTF_8));
        return connection.getResponseCode();
    }

    private URI server() {
        return URI.create("http://127.0.0.1:" + weir.port());
    }
}

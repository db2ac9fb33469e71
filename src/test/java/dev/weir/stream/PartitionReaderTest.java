package dev.weir.stream;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.EventStream;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The partition consumer: one reader for each partition, without a group, of what is new, several at once. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class PartitionReaderTest {

    @TestHTTPResource
    URI server;

    @Test
    void each_partition_has_its_own_reader_of_new_records(@Partitions(3) TestTopic topic) throws IOException {
        send(topic, "old");
        List<EventStream> readers = new ArrayList<>();
        try {
            for (int partition = 0; partition < 3; partition++) {
                var reader = new EventStream(
                        server, "/topics/" + topic + "/records?format=text&partition=" + partition, Optional.empty());
                assertThat(EventStream.field(reader.next(), "id")).isEqualTo(partition + ":1");
                readers.add(reader);
            }

            send(topic, "new");

            for (int partition = 0; partition < 3; partition++) {
                var record =
                        JsonPath.from(EventStream.field(readers.get(partition).nextWithData(), "data"));
                assertThat(record.getInt("partition")).isEqualTo(partition);
                assertThat(record.getLong("offset")).isEqualTo(1);
                assertThat(record.getString("key")).isEqualTo("k" + partition);
                assertThat(record.getString("value")).isEqualTo("new");
            }
        } finally {
            readers.forEach(EventStream::close);
        }
    }

    private static void send(TestTopic topic, String value) {
        for (int partition = 0; partition < 3; partition++) {
            sending("text/plain", value)
                    .queryParam("key", "k" + partition)
                    .queryParam("partition", partition)
                    .post("/topics/" + topic + "/records")
                    .then()
                    .statusCode(200);
        }
    }
}

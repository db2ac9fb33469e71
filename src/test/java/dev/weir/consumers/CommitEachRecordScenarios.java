package dev.weir.consumers;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.MediaTypes;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wrapper's consumer over HTTP: JSON of each record, a commit for each, errors apart, and on it goes. */
@ExtendWith(OwnTopic.class)
abstract class CommitEachRecordScenarios {

    @Test
    void each_record_comes_as_json_and_is_committed_by_itself_though_one_is_broken(TestTopic topic) {
        sending("application/json", "{\"n\":1}").post("/topics/" + topic + "/records");
        sending("text/plain", "{broken").post("/topics/" + topic + "/records");
        sending("application/json", "{\"n\":3}").post("/topics/" + topic + "/records");
        var group = "p11-" + topic;
        List<Object> good = new ArrayList<>();
        List<Object> broken = new ArrayList<>();

        try (var consumer = RestConsumer.create(
                        group, "{\"format\":\"json\",\"enable.auto.commit\":false}", MediaTypes.RECORDS_JSON)
                .subscribe(topic)) {
            for (int done = 1; done <= 3; done++) {
                var record = consumer.records("?timeout=20000&max_bytes=1").get(0);
                (record.containsKey("error") ? broken : good).add(record.get("value"));
                consumer.post("/offsets", "").statusCode(204);
                assertThat(topic.committed(group)).isEqualTo(done);
            }
        }

        assertThat(good).extracting(Object::toString).containsExactly("{n=1}", "{n=3}");
        assertThat(broken).hasSize(1);
    }
}

package dev.weir.produce;

import static dev.weir.testing.Requests.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.broker.TestBroker;
import dev.weir.http.MediaTypes;
import dev.weir.testing.Deadlines;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.Partitions;
import dev.weir.testing.TestTopic;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All clients send a key to the same partition; the table has partitions that the clients chose. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ForeignPartitionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"murmur2", "fnv1a", "fnv1a-reference", "crc32", "crc32-signed"})
    void a_single_record_goes_to_the_partition_that_the_client_chooses(
            String partitioner, @Partitions(7) TestTopic topic) {
        var expected = golden(partitioner);

        expected.keySet().forEach(key -> sending("text/plain", "v")
                .queryParam("key", key)
                .queryParam("partitioner", partitioner)
                .post("/topics/" + topic + "/records")
                .then()
                .statusCode(200));

        assertThat(partitions(topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"murmur2", "fnv1a", "fnv1a-reference", "crc32", "crc32-signed"})
    void a_batch_goes_to_the_partitions_that_the_client_chooses(String partitioner, @Partitions(7) TestTopic topic) {
        var expected = golden(partitioner);

        sending(MediaTypes.RECORDS_TEXT, "{\"records\":[" + records(expected, ",") + "]}")
                .post("/topics/" + topic + "?partitioner=" + partitioner)
                .then()
                .statusCode(200);

        assertThat(partitions(topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"murmur2", "fnv1a", "fnv1a-reference", "crc32", "crc32-signed"})
    void a_stream_goes_to_the_partitions_that_the_client_chooses(String partitioner, @Partitions(7) TestTopic topic) {
        var expected = golden(partitioner);

        var answers = sending(MediaTypes.NDJSON, records(expected, "\n"))
                .post("/topics/" + topic + "/records?format=text&partitioner=" + partitioner)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answers).doesNotContain("error_code");
        assertThat(partitions(topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"consistent_random, crc32", "murmur2_random, murmur2", "fnv1a_random, fnv1a"})
    void kcat_sends_a_key_to_the_partition_that_weir_chooses(String theirs, String ours, @Partitions(7) TestTopic topic)
            throws IOException, InterruptedException {
        var expected = golden(ours);

        kcat(topic, theirs, expected.keySet().stream().map(key -> key + "=v\n").collect(Collectors.joining()));

        assertThat(partitions(topic)).isEqualTo(expected);
    }

    /** The default partitioner of kcat is {@code consistent_random}. */
    private static void kcat(TestTopic topic, String partitioner, String lines)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("kcat", "-P", "-b", TestBroker.bootstrapServers(), "-t", topic.name(), "-K", "="));
        if (!partitioner.equals("consistent_random")) {
            command.addAll(List.of("-X", "partitioner=" + partitioner));
        }
        Process kcat;
        try {
            kcat = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "kcat is not installed (package kcat of Debian and Ubuntu)");
            return;
        }
        try (var in = kcat.getOutputStream()) {
            in.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(kcat.waitFor(Deadlines.inSeconds(20), TimeUnit.SECONDS))
                .as("kcat ended")
                .isTrue();
        assertThat(kcat.exitValue()).as("exit code of kcat").isZero();
    }

    private static String records(Map<String, Integer> keys, String between) {
        return keys.keySet().stream()
                .map(key -> "{\"key\":\"" + key + "\",\"value\":\"v\"}")
                .collect(Collectors.joining(between));
    }

    private static Map<String, Integer> partitions(TestTopic topic) {
        return topic.records().stream()
                .collect(Collectors.toMap(
                        record -> new String(record.key(), StandardCharsets.UTF_8),
                        record -> record.partition(),
                        (one, other) -> -1,
                        TreeMap::new));
    }

    private static Map<String, Integer> golden(String partitioner) {
        try (InputStream table = ForeignPartitionsTest.class.getResourceAsStream("/partitions/golden-7.tsv")) {
            var lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .toList();
            int column = Arrays.asList(lines.get(0)).indexOf(partitioner);
            return lines.stream()
                    .skip(1)
                    .collect(Collectors.toMap(
                            line -> line[0],
                            line -> Integer.parseInt(line[column]),
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

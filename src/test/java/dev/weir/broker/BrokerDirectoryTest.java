package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void writes_properties_as_kafka_reads_them() throws IOException {
        var file = new BrokerDirectory(directory).prepare(Map.of("where", "/home/jürgen/weir"));

        // Kafka takes the bytes, so the platform's encoding must not matter.
        var read = new Properties();
        try (var in = Files.newInputStream(file)) {
            read.load(in);
        }
        assertThat(read).containsEntry("where", "/home/jürgen/weir").containsKey("log.dirs");
    }

    @Test
    void belongs_to_the_process_that_prepared_it() {
        var prepared = new BrokerDirectory(directory);

        prepared.prepare(Map.of());

        assertThat(prepared.owner()).contains(ProcessHandle.current());
        assertThat(prepared.isInUse()).isFalse();
    }

    @Test
    void a_new_directory_has_no_owner() {
        var fresh = new BrokerDirectory(directory.resolve("new"));

        assertThat(fresh.owner()).isEmpty();
        assertThat(fresh.isInUse()).isFalse();
    }
}

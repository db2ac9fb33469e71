package dev.weir.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArgumentTest {

    @Test
    void file_with_a_name_outside_utf8_is_found(@TempDir Path directory) throws IOException {
        var name = RawText.decode(new byte[] {'f', (byte) 0xE9, ' ', '%', '4', '1', '#', '?'});
        var file = FileArgument.of(directory + "/" + name);
        Files.writeString(file.path(), "here");

        try (var files = Files.list(directory)) {
            assertThat(files.map(Path::toUri).map(Object::toString))
                    .singleElement()
                    .asString()
                    .endsWith("/f%E9%20%2541%23%3F");
        }
        assertThat(Files.readString(FileArgument.of(directory + "/" + name).path()))
                .isEqualTo("here");
    }

    @Test
    void relative_name_starts_at_the_working_directory() {
        assertThat(FileArgument.of("pom.xml").path()).exists();
        assertThat(FileArgument.of("src/../pöm.xml").path()).doesNotExist();
        assertThat(FileArgument.of("src/../pöm.xml").name()).isEqualTo("src/../pöm.xml");
    }

    @Test
    void invalid_file_name_is_rejected() {
        assertThatThrownBy(() -> FileArgument.of("a\0b")).isInstanceOf(Failure.class);
    }
}

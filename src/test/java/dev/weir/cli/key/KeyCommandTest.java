package dev.weir.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.CliRunner;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

    @Test
    void shows_a_key_and_the_line_with_its_hash() throws Exception {
        var run = new CliRunner().run("key", "new", "orders-app", "--role", "orders,audit");

        assertThat(run.exit()).isZero();
        var lines = run.lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("weir_[A-Za-z0-9_-]{43}");
        assertThat(lines.get(1)).isEqualTo("orders-app:" + sha256(lines.get(0)) + ":audit,orders");
    }

    @Test
    void appends_the_hash_to_a_file_and_shows_the_key_alone(@TempDir Path directory) throws Exception {
        var file = directory.resolve("keys");
        Files.writeString(file, "# keys");

        var first = new CliRunner().run("key", "new", "a", "--file", file.toString());
        var second = new CliRunner().run("key", "new", "b", "--file", file.toString());

        assertThat(first.lines()).hasSize(1);
        assertThat(file)
                .hasContent("# keys\na:%s:a\nb:%s:b\n"
                        .formatted(
                                sha256(first.lines().get(0)),
                                sha256(second.lines().get(0))));
    }

    @Test
    void refuses_a_second_key_of_a_name_and_a_name_that_is_none(@TempDir Path directory) throws IOException {
        var file = directory.resolve("keys");
        new CliRunner().run("key", "new", "a", "--file", file.toString()).ok();
        var before = Files.readString(file);

        var again = new CliRunner().run("key", "new", "a", "--file", file.toString());

        assertThat(again.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(again.err()).contains("'a' has a key");
        assertThat(file).hasContent(before);
        assertThat(new CliRunner().run("key", "new", "a:b").exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(new CliRunner()
                        .run(
                                "key",
                                "new",
                                "a",
                                "--file",
                                directory.resolve("no/keys").toString())
                        .exit())
                .isEqualTo(ExitCode.FAILED.code());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

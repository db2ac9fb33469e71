package dev.weir.cli.key;

import dev.weir.access.ApiKey;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.text.FileArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a key, prints it once, and stores only its hash. */
@Command(
        description = "Creates a key and prints it once; the keys file has only its hash.",
        footer = {
            "",
            "Without --file, the line for the keys file follows the key.",
            "",
            "Examples:",
            "  kafka-cli key new orders-app --role orders --file /etc/weir/keys",
            "  kafka-cli key new admin --role admin"
        })
public final class NewKeyCommand implements Runnable {

    private final CliConsole console;

    @Parameters(paramLabel = "NAME", description = "The client: 1 to 100 of the characters a-z A-Z 0-9 . _ -")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "A role of the client, to which rules of weir.access grant rights. Default: NAME.")
    private List<String> roles = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "The keys file (weir.auth.keys-file) to add it to.")
    private FileArgument file;

    /** Writes to the console. */
    public NewKeyCommand(CliConsole console) {
        this.console = console;
    }

    @Override
    public void run() {
        var created = create();
        if (file == null) {
            console.line(created.secret());
            console.line(created.key().line());
            console.notice(
                    "The first line is the key for the client, the second the line for the keys file (weir.auth.keys-file)");
        } else {
            append(created.key());
            console.line(created.secret());
            console.notice("This is the key of '" + name + "'. Only its hash is stored, in  " + file);
        }
    }

    private ApiKey.Created create() {
        try {
            return ApiKey.create(name, roles.isEmpty() ? List.of(name) : roles);
        } catch (IllegalArgumentException malformed) {
            throw CliException.usage("Invalid key: " + malformed.getMessage());
        }
    }

    private void append(ApiKey key) {
        var path = file.path();
        try {
            var before = Files.exists(path) ? Files.readString(path) : "";
            if (before.lines().anyMatch(line -> line.startsWith(key.name() + ":"))) {
                throw CliException.usage(
                        "'%s' has a key in %s already; remove its line first".formatted(key.name(), file));
            }
            var separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(
                    path, separator + key.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new CliException(
                    ExitCode.FAILED,
                    "The keys file %s cannot be written: %s".formatted(file, reason(path, unwritable)));
        }
    }

    private static String reason(Path path, IOException unwritable) {
        return path.toString().equals(unwritable.getMessage())
                ? unwritable
                        .getClass()
                        .getSimpleName()
                        .replaceAll("([a-z])([A-Z])", "$1 $2")
                        .replace(" Exception", "")
                : unwritable.getMessage();
    }
}

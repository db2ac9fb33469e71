package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.TestBroker;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.StandardStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs commands inside this JVM, connected to the broker of the test run; fast, and sufficient for most tests.
 *
 * <pre>{@code
 * var run = new CliRunner().typing("a\nb\n").run("produce", topic.name());
 * assertThat(run.exit()).isEqualTo(0);
 * }</pre>
 */
public final class CliRunner {

    private final Map<String, String> environment =
            new HashMap<>(Map.of("KAFKA_BROKERS", TestBroker.bootstrapServers()));
    private final Set<StandardStream> terminals = EnumSet.noneOf(StandardStream.class);
    private InputStream in = InputStream.nullInputStream();
    private OutputStream sink;

    /** Sets standard input. */
    public CliRunner typing(String text) {
        return typing(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** Sets standard input, read as it arrives. */
    public CliRunner typing(InputStream input) {
        in = input;
        return this;
    }

    /** Redirects standard output to a stream; it is then empty in the {@link CliRun}. */
    public CliRunner writingTo(OutputStream output) {
        sink = output;
        return this;
    }

    /** Sets an environment variable, or removes it with null. */
    public CliRunner with(String variable, String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /** Makes these streams count as a terminal. */
    public CliRunner onTerminal(StandardStream... streams) {
        terminals.addAll(Set.of(streams));
        return this;
    }

    /** Runs a command to its end. */
    public CliRun run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit =
                new KafkaCli(new CliConsole(in, sink == null ? out : sink, err, terminals, environment)).run(arguments);
        return new CliRun(exit, out.toString(UTF_8), err.toString(UTF_8));
    }
}

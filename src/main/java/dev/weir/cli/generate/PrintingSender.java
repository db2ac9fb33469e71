package dev.weir.cli.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.output.JsonOutput;
import dev.weir.cli.terminal.BrokenPipeException;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.kafka.RecordSender;
import dev.weir.kafka.SendRequest;
import dev.weir.model.Failure;
import dev.weir.model.Outcome;
import dev.weir.model.StoredRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes generated records to standard output: their values, or JSON that {@code produce --format ndjson} reads. */
final class PrintingSender implements RecordSender {

    private final CliConsole console;
    private final boolean json;
    private final Runnable onBroken;
    private volatile RuntimeException broken;

    /**
     * A way to the screen.
     *
     * @param onBroken called when nothing can be written any more
     */
    PrintingSender(CliConsole console, boolean json, Runnable onBroken) {
        this.console = console;
        this.json = json;
        this.onBroken = onBroken;
    }

    @Override
    public CompletionStage<Void> send(SendRequest batch, Listener listener) {
        try {
            batch.records().forEach(record -> console.line(line(record)));
            console.flush();
        } catch (BrokenPipeException | CliException unwritable) {
            broken = unwritable;
            onBroken.run();
        }
        var outcome = broken instanceof CliException
                ? Outcome.of(Failure.of(Failure.Kind.UNKNOWN_OUTCOME, broken.getMessage()))
                : Outcome.of(new StoredRecord(batch.topic(), 0, null, null));
        for (int i = 0; i < batch.records().size(); i++) {
            listener.outcome(i, outcome);
        }
        return CompletableFuture.completedStage(null);
    }

    /** Throws when nobody reads any more, or when it could not be written. */
    void check() {
        if (broken != null) {
            throw broken;
        }
    }

    private String line(ProducerRecord<byte[], byte[]> record) {
        var value = new String(record.value(), UTF_8);
        if (!json) {
            return value;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", record.key() == null ? null : new String(record.key(), UTF_8));
        object.put("value", value);
        return JsonOutput.of(object);
    }
}

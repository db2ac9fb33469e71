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
    private final Runnable onFailure;
    private volatile RuntimeException failure;

    /**
     * A sender for standard output.
     *
     * @param json whether each line is JSON
     * @param onFailure called when standard output cannot be written
     */
    PrintingSender(CliConsole console, boolean json, Runnable onFailure) {
        this.console = console;
        this.json = json;
        this.onFailure = onFailure;
    }

    @Override
    public CompletionStage<Void> send(SendRequest request, Listener listener) {
        try {
            request.records().forEach(record -> console.line(line(record)));
            console.flush();
        } catch (BrokenPipeException | CliException unwritable) {
            failure = unwritable;
            onFailure.run();
        }
        var outcome = failure instanceof CliException
                ? Outcome.of(Failure.of(Failure.Kind.UNKNOWN_OUTCOME, failure.getMessage()))
                : Outcome.of(new StoredRecord(request.topic(), 0, null, null));
        for (int i = 0; i < request.records().size(); i++) {
            listener.outcome(i, outcome);
        }
        return CompletableFuture.completedStage(null);
    }

    /** Throws the exception of a failed write. */
    void check() {
        if (failure != null) {
            throw failure;
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

package dev.weir.produce;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.Statuses;
import dev.weir.kafka.Answers;
import dev.weir.model.StoredRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What became of one record of a batch. */
sealed interface Outcome {

    /**
     * It was stored.
     *
     * @param offset null when nobody was asked to confirm
     */
    @RegisterForReflection
    record Stored(int partition, Long offset) implements Outcome {}

    /** It failed, for a reason that has an HTTP status. */
    @RegisterForReflection
    record Failed(@JsonProperty("error_code") int errorCode, String message) implements Outcome {}

    /** The outcome of a record that has a place. */
    static Outcome stored(StoredRecord record) {
        return new Stored(record.partition(), record.offset());
    }

    /** The outcome of a record whose send failed. */
    static Outcome failed(Throwable thrown) {
        var failure = Answers.toSend(thrown);
        return new Failed(Statuses.of(failure.kind()), failure.getMessage());
    }
}

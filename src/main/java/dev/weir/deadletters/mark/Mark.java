package dev.weir.deadletters.mark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.model.StoredRecord;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a dead letter in a redrive: claimed, sent, or unknown.
 *
 * @param redrive the id of the redrive that wrote the mark, unique in the cluster
 * @param by the client of the redrive; empty without authentication
 * @param isForced whether a claim is for a dead letter that was sent before
 * @param topic to which it was sent; null unless it is {@link State#SENT}, as partition and offset
 * @param error why its outcome is unknown; null otherwise
 * @param time of the mark in its topic, milliseconds since 1970
 */
public record Mark(
        State state,
        String redrive,
        String by,
        boolean isForced,
        String topic,
        Integer partition,
        Long offset,
        String error,
        long time) {

    /** The states of a dead letter that is not merely held. */
    public enum State {
        /** A redrive is about to send it, or ended without a result. */
        CLAIMED,
        SENT,
        /** It may have been sent. */
        UNKNOWN
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A claim of one redrive. */
    public static Mark claim(String redrive, String by, boolean isForced) {
        return new Mark(State.CLAIMED, redrive, by, isForced, null, null, null, null, 0);
    }

    /** The same, sent. */
    public Mark sent(StoredRecord stored) {
        return new Mark(
                State.SENT,
                redrive,
                by,
                isForced,
                stored.topic().value(),
                stored.partition(),
                stored.offset(),
                null,
                0);
    }

    /** The same, with an unknown outcome. */
    public Mark unknown(String reason) {
        return new Mark(State.UNKNOWN, redrive, by, isForced, null, null, null, reason, 0);
    }

    byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        json.put("redrive", redrive);
        json.put("by", by);
        json.put("forced", isForced);
        if (topic != null) {
            json.put("topic", topic).put("partition", partition).put("offset", offset);
        }
        if (error != null) {
            json.put("error", error);
        }
        return json.toString().getBytes(UTF_8);
    }

    /** The mark in a record; empty for a record that is none. */
    static Optional<Mark> parse(byte[] bytes, long time) {
        try {
            var json = JSON.readTree(bytes);
            return state(json.path("state").asText())
                    .map(state -> new Mark(
                            state,
                            json.path("redrive").asText(""),
                            json.path("by").asText(""),
                            json.path("forced").asBoolean(),
                            text(json.path("topic")),
                            json.hasNonNull("partition")
                                    ? json.path("partition").asInt()
                                    : null,
                            json.hasNonNull("offset") ? json.path("offset").asLong() : null,
                            text(json.path("error")),
                            time));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<State> state(String name) {
        for (var state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}

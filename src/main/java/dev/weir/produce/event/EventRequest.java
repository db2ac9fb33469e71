package dev.weir.produce.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.http.MediaTypes;
import dev.weir.http.PercentEncoding;
import dev.weir.model.Failure;
import dev.weir.produce.record.StrictJson;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Reads CloudEvents 1.0 from a request: in binary mode (headers {@code ce-*}), in structured mode, or a batch.
 *
 * <p>A structured event, also one of a batch, becomes the value of a record byte for byte; the attributes of a binary
 * one become record headers {@code ce_*}.
 */
public final class EventRequest {

    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String PREFIX = "ce-";
    private static final String KEY = "partitionkey";
    /** How a push of Weir sends a key that is not text. */
    private static final String BINARY_KEY = "partitionkeybase64";

    private static final String CONTENT_TYPE = "content-type";
    private static final String VERSION = "1.0";
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

    private EventRequest() {}

    /** Whether a request is a batch of events, each of which becomes a record. */
    public static boolean isBatch(String contentType) {
        return MediaTypes.is(contentType, BATCH);
    }

    /**
     * The events of a request; empty for one that is no CloudEvent.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an event that lacks an attribute
     */
    public static Optional<List<EventRecord>> read(MultiMap http, byte[] body) {
        var contentType = http.get(CONTENT_TYPE);
        if (isBatch(contentType)) {
            return Optional.of(batch(body));
        }
        if (MediaTypes.is(contentType, EVENT)) {
            return Optional.of(List.of(structured(body, body, "$")));
        }
        return http.contains("ce-specversion")
                ? Optional.of(List.of(binary(http, contentType, body)))
                : Optional.empty();
    }

    private static EventRecord binary(MultiMap http, String contentType, byte[] body) {
        Map<String, String> attributes = new HashMap<>();
        List<Header> headers = new ArrayList<>();
        for (var header : http) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                var attribute = name.substring(PREFIX.length());
                if (!NAME.matcher(attribute).matches()) {
                    throw Failure.invalid(
                            "Header %s is no attribute of a CloudEvent, which has a-z and 0-9 only".formatted(name));
                }
                var value = decode(name, header.getValue());
                attributes.put(attribute, value);
                headers.add(new RecordHeader("ce_" + attribute, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        check(attributes, PREFIX);
        if (contentType != null) {
            headers.add(new RecordHeader(CONTENT_TYPE, contentType.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return new EventRecord(key(attributes), body, headers);
    }

    private static String decode(String name, String value) {
        try {
            return PercentEncoding.text(value, name);
        } catch (Failure malformed) {
            throw Failure.invalid(
                    "Header %s is not UTF-8 in percent-encoding; %% itself is written %%25".formatted(name));
        }
    }

    private static List<EventRecord> batch(byte[] body) {
        try (var at = StrictJson.parser(body)) {
            if (at.nextToken() != JsonToken.START_ARRAY) {
                throw Failure.invalidAt("$", "must be an array of CloudEvents");
            }
            List<EventRecord> events = new ArrayList<>();
            while (at.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) at.currentTokenLocation().getByteOffset();
                at.skipChildren();
                at.finishToken();
                var event = Arrays.copyOfRange(
                        body, start, (int) at.currentLocation().getByteOffset());
                events.add(structured(event, event, "$[%d]".formatted(events.size())));
            }
            checkEnd(at);
            return events;
        } catch (JsonProcessingException malformed) {
            throw StrictJson.refusal(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static EventRecord structured(byte[] json, byte[] value, String path) {
        Map<String, String> attributes = new HashMap<>();
        try (var at = StrictJson.parser(json)) {
            if (at.nextToken() != JsonToken.START_OBJECT) {
                throw Failure.invalidAt(path, "must be a CloudEvent, which is an object");
            }
            while (at.nextToken() != JsonToken.END_OBJECT) {
                var name = at.currentName();
                if (at.nextToken() == JsonToken.VALUE_STRING && !name.startsWith("data")) {
                    attributes.put(name, at.getText());
                }
                at.skipChildren();
            }
            checkEnd(at);
        } catch (JsonProcessingException malformed) {
            throw StrictJson.refusal(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        check(attributes, path + ".");
        return new EventRecord(
                key(attributes),
                value,
                List.of(new RecordHeader(CONTENT_TYPE, EVENT.getBytes(StandardCharsets.US_ASCII))));
    }

    private static void checkEnd(JsonParser at) throws IOException {
        if (at.nextToken() != null) {
            throw Failure.invalidAt("$", "must not be followed by anything");
        }
    }

    private static void check(Map<String, String> attributes, String prefix) {
        for (var name : REQUIRED) {
            if (attributes.getOrDefault(name, "").isEmpty()) {
                throw Failure.invalid("The CloudEvent is not valid: %s%s is missing".formatted(prefix, name));
            }
        }
        if (!attributes.get("specversion").equals(VERSION)) {
            throw Failure.invalid("The CloudEvent is not valid: %sspecversion must be %s".formatted(prefix, VERSION));
        }
    }

    private static byte[] key(Map<String, String> attributes) {
        var key = attributes.get(KEY);
        if (key != null) {
            return key.getBytes(StandardCharsets.UTF_8);
        }
        var binary = attributes.get(BINARY_KEY);
        if (binary == null) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(binary);
        } catch (IllegalArgumentException malformed) {
            throw Failure.invalid("The CloudEvent is not valid: %s is not base64".formatted(BINARY_KEY));
        }
    }
}

package dev.weir.stream;

import dev.weir.http.Accept;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.RecordFormat;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an order from the address and the headers of a request. */
final class StreamRequestParser {

    private static final Set<String> QUERY =
            Set.of("partition", "offset", "from", "limit", "key", "format", "follow", "internal");

    /** What can be asked for, the first being the answer to a client that does not mind. */
    private static final Map<String, Framing> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put(MediaTypes.JSON, Framing.ARRAY);
        for (var format : RecordFormat.values()) {
            SHAPES.put(format.mediaType(), Framing.ARRAY);
        }
        SHAPES.put(MediaTypes.CONTROL, Framing.ARRAY);
        SHAPES.put(MediaTypes.NDJSON, Framing.LINES);
        SHAPES.put(MediaTypes.EVENTS, Framing.EVENTS);
    }

    private final RoutingContext http;
    private final QueryParameters query;

    /**
     * A reader of one request.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where its address has parameters that nobody knows
     */
    StreamRequestParser(RoutingContext http) {
        this.http = http;
        query = new QueryParameters(http, QUERY);
    }

    /** The media type of the answer; empty where the client takes none that there is. */
    static Optional<String> mediaType(RoutingContext http) {
        return Accept.choose(Accept.of(http.request()), offered());
    }

    /** The media types that there are. */
    static List<String> offered() {
        return List.copyOf(SHAPES.keySet());
    }

    /**
     * The order.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it makes no sense
     */
    StreamRequest read(String mediaType) {
        var shape = SHAPES.get(mediaType);
        var format = format(mediaType);
        boolean follow = follow(shape);
        var partition = query.number("partition", Integer.MAX_VALUE).orElse(null);
        var limit = query.number("limit", Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        if (limit == 0) {
            throw Failure.invalid("limit is a whole number from 1");
        }
        return new StreamRequest(
                new TopicName(http.pathParam("topic")).checkReadable(query.flag("internal")),
                partition == null ? null : partition.intValue(),
                start(shape, follow, partition != null),
                limit,
                query.bytes("key").map(key -> KeyFilter.of(key, format)).orElse(KeyFilter.NONE),
                format,
                shape,
                follow);
    }

    private StartOffset start(Framing shape, boolean follow, boolean onePartition) {
        var offset = query.number("offset", Long.MAX_VALUE).orElse(null);
        var from = query.text("from").map(StartOffset::fromString);
        if (offset != null && from.isPresent()) {
            throw Failure.invalid("offset and from cannot stand together");
        }
        if (offset != null && !onePartition) {
            throw Failure.invalid("An offset is one of a partition; say which with partition=");
        }
        var last = http.request().getHeader("Last-Event-ID");
        if (shape == Framing.EVENTS && last != null && !last.isEmpty()) {
            return StartOffset.after(last);
        }
        if (offset != null) {
            return StartOffset.at(offset);
        }
        return from.orElse(follow ? StartOffset.LATEST : StartOffset.EARLIEST);
    }

    private RecordFormat format(String mediaType) {
        var named = query.text("format").map(RecordFormat::fromString);
        for (var format : RecordFormat.values()) {
            if (format != RecordFormat.AUTO && format.mediaType().equals(mediaType)) {
                if (named.isPresent() && named.get() != format) {
                    throw Failure.invalid("format and Accept ask for two different formats");
                }
                return format;
            }
        }
        return named.orElse(RecordFormat.AUTO);
    }

    private boolean follow(Framing shape) {
        var text = query.text("follow").orElse(Boolean.toString(shape == Framing.EVENTS));
        return switch (text) {
            case "true" -> {
                if (shape == Framing.ARRAY) {
                    throw Failure.invalid(
                            "A JSON array has an end; to follow a topic, accept application/x-ndjson or text/event-stream");
                }
                yield true;
            }
            case "false" -> {
                if (shape == Framing.EVENTS) {
                    throw Failure.invalid(
                            "Clients of server-sent events come back when a stream ends; accept application/x-ndjson instead");
                }
                yield false;
            }
            default -> throw Failure.invalid("follow is true or false, not '" + Printable.of(text) + "'");
        };
    }
}

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
final class OrderReader {

    private static final Set<String> QUERY =
            Set.of("partition", "offset", "from", "limit", "key", "format", "follow", "internal");

    /** What can be asked for, the first being the answer to a client that does not mind. */
    private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put(MediaTypes.JSON, Shape.ARRAY);
        for (var format : RecordFormat.values()) {
            SHAPES.put(format.mediaType(), Shape.ARRAY);
        }
        SHAPES.put(MediaTypes.CONTROL, Shape.ARRAY);
        SHAPES.put(MediaTypes.NDJSON, Shape.LINES);
        SHAPES.put(MediaTypes.EVENTS, Shape.EVENTS);
    }

    private final RoutingContext http;
    private final QueryParameters query;

    /**
     * A reader of one request.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where its address has parameters that nobody knows
     */
    OrderReader(RoutingContext http) {
        this.http = http;
        query = new QueryParameters(http, QUERY);
    }

    /**
     * The media type of the answer; empty where the client takes none that there is.
     */
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
    ReadOrder read(String mediaType) {
        var shape = SHAPES.get(mediaType);
        var format = format(mediaType);
        boolean follow = follow(shape);
        var partition = query.number("partition", Integer.MAX_VALUE).orElse(null);
        var limit = query.number("limit", Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        if (limit == 0) {
            throw Failure.invalid("limit is a whole number from 1");
        }
        return new ReadOrder(
                new TopicName(http.pathParam("topic")).checkReadable(query.flag("internal")),
                partition == null ? null : partition.intValue(),
                start(shape, follow, partition != null),
                limit,
                query.bytes("key").map(key -> KeyFilter.of(key, format)).orElse(KeyFilter.NONE),
                format,
                shape,
                follow);
    }

    private Start start(Shape shape, boolean follow, boolean onePartition) {
        var offset = query.number("offset", Long.MAX_VALUE).orElse(null);
        var from = query.text("from").map(Start::fromString);
        if (offset != null && from.isPresent()) {
            throw Failure.invalid("offset and from cannot stand together");
        }
        if (offset != null && !onePartition) {
            throw Failure.invalid("An offset is one of a partition; say which with partition=");
        }
        var last = http.request().getHeader("Last-Event-ID");
        if (shape == Shape.EVENTS && last != null && !last.isEmpty()) {
            return Start.after(last);
        }
        if (offset != null) {
            return Start.at(offset);
        }
        return from.orElse(follow ? Start.LATEST : Start.EARLIEST);
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

    private boolean follow(Shape shape) {
        var text = query.text("follow").orElse(Boolean.toString(shape == Shape.EVENTS));
        return switch (text) {
            case "true" -> {
                if (shape == Shape.ARRAY) {
                    throw Failure.invalid(
                            "A JSON array has an end; to follow a topic, accept application/x-ndjson or text/event-stream");
                }
                yield true;
            }
            case "false" -> {
                if (shape == Shape.EVENTS) {
                    throw Failure.invalid(
                            "Clients of server-sent events come back when a stream ends; accept application/x-ndjson instead");
                }
                yield false;
            }
            default -> throw Failure.invalid("follow is true or false, not '" + Printable.of(text) + "'");
        };
    }
}

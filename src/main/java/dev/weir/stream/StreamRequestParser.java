package dev.weir.stream;

import dev.weir.http.EmbeddedFormat;
import dev.weir.http.MediaTypes;
import dev.weir.http.QueryParameters;
import dev.weir.http.ResponseTypes;
import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetExpression;
import dev.weir.reading.filter.FilterExpression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the address and the headers of a request. */
final class StreamRequestParser {

    /** The media types of responses; the first one is for a client that accepts anything. */
    private static final Map<String, Framing> FRAMINGS = new LinkedHashMap<>();

    static {
        FRAMINGS.put(MediaTypes.JSON, Framing.ARRAY);
        for (var format : EmbeddedFormat.values()) {
            FRAMINGS.put(format.mediaType(), Framing.ARRAY);
        }
        FRAMINGS.put(MediaTypes.CONTROL, Framing.ARRAY);
        FRAMINGS.put(MediaTypes.NDJSON, Framing.LINES);
        FRAMINGS.put(MediaTypes.EVENTS, Framing.EVENTS);
    }

    static final ResponseTypes RESPONSES = ResponseTypes.ofRecords(List.copyOf(FRAMINGS.keySet()));

    private final Exchange exchange;
    private final QueryParameters query;

    StreamRequestParser(Exchange exchange) {
        this.exchange = exchange;
        query = exchange.query();
    }

    /**
     * The request.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is none
     */
    StreamRequest read(String mediaType) {
        var framing = FRAMINGS.get(mediaType);
        var format = format(mediaType);
        boolean follow = follow(framing);
        var partition = query.number("partition", Integer.MAX_VALUE).orElse(null);
        var limit = query.number("limit", Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        if (limit == 0) {
            throw Failure.invalid("limit is a whole number from 1");
        }
        var start = start(follow, partition != null);
        var positions = positions(framing);
        return new StreamRequest(
                new TopicName(exchange.path("topic")).checkReadable(query.flag("internal")),
                partition == null ? null : partition.intValue(),
                positions.isPresent() ? OffsetExpression.COMMITTED : start,
                positions.orElse(Map.of()),
                limit,
                filter(format),
                new RecordLayout(
                        format,
                        query.number("max_value", Integer.MAX_VALUE)
                                .orElse((long) Integer.MAX_VALUE)
                                .intValue()),
                framing,
                follow,
                lossy(follow));
    }

    private boolean lossy(boolean follow) {
        boolean lossy = query.flag("lossy");
        if (lossy && !follow) {
            throw Failure.invalid("lossy is for responses without an end; follow=true or text/event-stream is missing");
        }
        return lossy;
    }

    private RecordSelection filter(EmbeddedFormat format) {
        return new RecordSelection(
                query.bytes("key").map(key -> KeyFilter.of(key, format)).orElse(KeyFilter.NONE),
                query.text("where").map(FilterExpression::parse).orElse(null));
    }

    private OffsetExpression start(boolean follow, boolean onePartition) {
        var offset = query.number("offset", Long.MAX_VALUE).orElse(null);
        var from = query.text("from").map(OffsetExpression::ofQuery);
        if (offset != null && from.isPresent()) {
            throw Failure.invalid("offset and from cannot stand together");
        }
        if (offset != null && !onePartition) {
            throw Failure.invalid("An offset is one of a partition; say which with partition=");
        }
        if (offset != null) {
            return OffsetExpression.offset(offset);
        }
        return from.orElse(follow ? OffsetExpression.LATEST : OffsetExpression.EARLIEST);
    }

    /** The id of the last event that a reconnecting client has received. */
    private Optional<Map<Integer, Long>> positions(Framing framing) {
        return Optional.ofNullable(exchange.request().getHeader("Last-Event-ID"))
                .filter(id -> framing == Framing.EVENTS && !id.isEmpty())
                .map(Positions::parse);
    }

    private EmbeddedFormat format(String mediaType) {
        var named = query.text("format").map(EmbeddedFormat::fromString);
        for (var format : EmbeddedFormat.values()) {
            if (format != EmbeddedFormat.AUTO && format.mediaType().equals(mediaType)) {
                if (named.isPresent() && named.get() != format) {
                    throw Failure.invalid("format and Accept name two different formats");
                }
                return format;
            }
        }
        return named.orElse(EmbeddedFormat.AUTO);
    }

    private boolean follow(Framing framing) {
        var text = query.text("follow").orElse(Boolean.toString(framing == Framing.EVENTS));
        return switch (text) {
            case "true" -> {
                if (framing == Framing.ARRAY) {
                    throw Failure.invalid(
                            "A JSON array has an end; to follow a topic, accept application/x-ndjson or text/event-stream");
                }
                yield true;
            }
            case "false" -> {
                if (framing == Framing.EVENTS) {
                    throw Failure.invalid(
                            "Clients of server-sent events come back when a stream ends; accept application/x-ndjson instead");
                }
                yield false;
            }
            default -> throw Failure.invalid("follow is true or false, not '" + Printable.of(text) + "'");
        };
    }
}

package dev.weir.produce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Reads record headers from HTTP headers. */
final class KafkaHeaderFields {

    private static final String PREFIX = "Kafka-Header-";

    private KafkaHeaderFields() {}

    /**
     * The headers that begin with {@code Kafka-Header-}, in the order of the request.
     *
     * <p>Names keep the client's spelling; HTTP/2 and some proxies make them lower case. Values keep their bytes.
     */
    static List<Header> from(Iterable<Map.Entry<String, String>> http) {
        List<Header> headers = new ArrayList<>();
        for (var header : http) {
            var name = header.getKey();
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                headers.add(new RecordHeader(
                        name.substring(PREFIX.length()), header.getValue().getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return headers;
    }
}

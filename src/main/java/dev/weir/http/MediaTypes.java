package dev.weir.http;

/** The media types that clients of Kafka REST gateways speak, version 2. */
public final class MediaTypes {

    /** Answers and requests that carry no records. */
    public static final String CONTROL = "application/vnd.kafka.v2+json";

    /** Records whose keys and values are JSON. */
    public static final String RECORDS_JSON = "application/vnd.kafka.json.v2+json";

    /** Records whose keys and values are base64. */
    public static final String RECORDS_BINARY = "application/vnd.kafka.binary.v2+json";

    /** Records whose keys and values are strings. */
    public static final String RECORDS_TEXT = "application/vnd.kafka.text.v2+json";

    /** Plain JSON; stands for {@link #RECORDS_JSON} in requests and {@link #CONTROL} in answers. */
    public static final String JSON = "application/json";

    /** One JSON value a line. */
    public static final String NDJSON = "application/x-ndjson";

    /** Server-sent events. */
    public static final String EVENTS = "text/event-stream";

    private MediaTypes() {}

    /** Whether a {@code Content-Type}, possibly null or with parameters, is NDJSON. */
    public static boolean isNdjson(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].trim().equalsIgnoreCase(NDJSON);
    }
}

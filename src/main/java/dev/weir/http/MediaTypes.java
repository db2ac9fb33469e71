package dev.weir.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** The media types of the Kafka REST API, version 2. */
public final class MediaTypes {

    /** Requests and responses without records. */
    public static final String CONTROL = "application/vnd.kafka.v2+json";

    /** Records whose keys and values are JSON. */
    public static final String RECORDS_JSON = "application/vnd.kafka.json.v2+json";

    /** Records whose keys and values are base64. */
    public static final String RECORDS_BINARY = "application/vnd.kafka.binary.v2+json";

    /** Records whose keys and values are strings. */
    public static final String RECORDS_TEXT = "application/vnd.kafka.text.v2+json";

    /** Plain JSON; another name of {@link #RECORDS_JSON} in requests and of {@link #CONTROL} in responses. */
    public static final String JSON = "application/json";

    /** One JSON value a line. */
    public static final String NDJSON = "application/x-ndjson";

    /** Server-sent events. */
    public static final String EVENTS = "text/event-stream";

    /** Any media type of the API, with version 2 or without a version, including formats that Weir does not have. */
    private static final Pattern OF_THE_API = Pattern.compile("application/vnd\\.kafka(\\.[a-z]+)?(\\.v2)?\\+json");

    private static final Pattern UNVERSIONED =
            Pattern.compile("(application/vnd\\.kafka(\\.(json|binary|text))?)\\+json");

    private MediaTypes() {}

    /** A media type in lower case, without its parameters; one of the API without a version gets version 2. */
    public static String name(String mediaType) {
        var name = mediaType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        var unversioned = UNVERSIONED.matcher(name);
        return unversioned.matches() ? unversioned.group(1) + ".v2+json" : name;
    }

    /** Whether this is a media type of the API or plain JSON, which a client may send with every request. */
    public static boolean isOfTheApi(String name) {
        return name.equals(JSON) || OF_THE_API.matcher(name).matches();
    }

    /** Whether a {@code Content-Type}, possibly null or with parameters, is NDJSON. */
    public static boolean isNdjson(String contentType) {
        return is(contentType, NDJSON);
    }

    /**
     * Whether a media type, possibly null or with parameters, has this name, which is none of an API without a version.
     */
    public static boolean is(String mediaType, String name) {
        if (mediaType == null) {
            return false;
        }
        int parameters = mediaType.indexOf(';');
        var bare = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return bare.trim().equalsIgnoreCase(name);
    }
}

package dev.weir.channels.push.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL that records are sent to. Its path, its query and its text are secret: they may have a token in them.
 *
 * @param host without the brackets of an IPv6 address
 * @param path with the query
 */
public record EndpointUrl(boolean isSecure, String host, int port, String path) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException that says what is wrong, without the URL
     */
    public static EndpointUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "is not a URL: %s at character %d".formatted(malformed.getReason(), malformed.getIndex() + 1));
        }
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("has credentials; send them as a header (.headers.Authorization)");
        }
        boolean isSecure = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? HTTPS_PORT : HTTP_PORT;
        return new EndpointUrl(isSecure, withoutBrackets(uri.getHost()), port, path(uri));
    }

    /** A host as it is compared: in lower case, an IPv6 address without brackets. */
    static String withoutBrackets(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
    }

    /** Scheme, host and port: what may be shown. */
    @Override
    public String toString() {
        return "%s://%s:%d".formatted(isSecure ? "https" : "http", authorityHost(), port);
    }

    /** The host as a {@code Host} header has it. */
    String authorityHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String path(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}

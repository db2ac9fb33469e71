package dev.weir.consumers;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of Weir for a client, from the headers of proxies.
 *
 * <p>{@code Forwarded} (RFC 7239) goes before {@code X-Forwarded-Proto}, {@code -Host}, {@code -Port}, and
 * {@code X-Forwarded-Path} before {@code -Prefix}; of several proxies, the first is the one that the client has called.
 * A path is that of this request as the client has sent it, or the prefix that the proxy puts before Weir's. Weir
 * ignores a malformed host, port or path. Only the client that has sent these headers gets the address.
 */
final class BaseUri {

    private static final Pattern HOST = Pattern.compile("([a-zA-Z0-9._-]{1,255}|\\[[0-9a-fA-F:.]{2,45}])(:\\d{1,5})?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern PREFIX = Pattern.compile("(/[a-zA-Z0-9._~%-]+)+");

    private BaseUri() {}

    /**
     * Scheme, host, port and path before ours, without a slash at the end.
     *
     * @param trusted whether these headers count
     */
    static String of(HttpServerRequest request, boolean trusted) {
        if (!trusted) {
            return request.scheme() + "://" + ownAuthority(request);
        }
        var forwarded = first(request, "Forwarded");
        var scheme = forwarded
                .flatMap(value -> element(value, "proto"))
                .or(() -> first(request, "X-Forwarded-Proto"))
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> value.equals("http") || value.equals("https"))
                .orElse(request.scheme());
        var host = forwarded
                .flatMap(value -> element(value, "host"))
                .or(() -> first(request, "X-Forwarded-Host").map(value -> withPort(value, request)))
                .filter(value -> HOST.matcher(value).matches())
                .orElseGet(() -> ownAuthority(request));
        var prefix = first(request, "X-Forwarded-Path")
                .flatMap(value -> before(value, request))
                .or(() -> first(request, "X-Forwarded-Prefix").flatMap(BaseUri::path))
                .orElse("");
        return scheme + "://" + host + prefix;
    }

    private static String ownAuthority(HttpServerRequest request) {
        return Optional.ofNullable(request.authority()).map(Object::toString).orElseGet(() -> ownHost(request));
    }

    /** HTTP/1.0 need not say which host it asks; the one that has answered is the best there is. */
    private static String ownHost(HttpServerRequest request) {
        var address = request.localAddress().hostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":"
                + request.localAddress().port();
    }

    private static Optional<String> before(String forwarded, HttpServerRequest request) {
        var whole = withoutSlash(forwarded);
        var own = withoutSlash(request.path());
        return whole.equals(own)
                ? Optional.of("")
                : path(whole.endsWith(own) ? whole.substring(0, whole.length() - own.length()) : whole);
    }

    private static Optional<String> path(String value) {
        return Optional.of(withoutSlash(value))
                .filter(path -> path.isEmpty() || PREFIX.matcher(path).matches());
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String withPort(String host, HttpServerRequest request) {
        return first(request, "X-Forwarded-Port")
                .filter(port -> PORT.matcher(port).matches() && !host.matches(".*:\\d+"))
                .map(port -> host + ":" + port)
                .orElse(host);
    }

    private static Optional<String> first(HttpServerRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header))
                .map(value -> value.split(",", 2)[0].trim())
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> element(String forwarded, String name) {
        for (var pair : forwarded.split(";", -1)) {
            var parts = pair.trim().split("=", 2);
            if (parts.length == 2 && parts[0].trim().equalsIgnoreCase(name)) {
                return Optional.of(parts[1].trim().replace("\"", ""));
            }
        }
        return Optional.empty();
    }
}

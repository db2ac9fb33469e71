package dev.weir.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses {@code Accept} headers and selects a media type; for endpoints and, before the REST layer, for resources. */
public final class Accept {

    private static final Pattern NEVER = Pattern.compile(".*;\\s*q=0(\\.0*)?\\s*", Pattern.CASE_INSENSITIVE);

    private record Range(String type, double quality) {

        static Range of(String text) {
            var parts = text.split(";", -1);
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                var parameter = parts[i].trim().toLowerCase(Locale.ROOT);
                if (parameter.startsWith("q=")) {
                    quality = number(parameter.substring(2));
                }
            }
            return new Range(named(MediaTypes.name(parts[0])), quality);
        }

        private static String named(String type) {
            return switch (type) {
                // The JDK's HttpURLConnection sends this.
                case "*" -> "*/*";
                case "*/json" -> MediaTypes.JSON;
                default -> type;
            };
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException malformed) {
                return 0;
            }
        }

        boolean covers(String offered) {
            return type.equals("*/*")
                    || type.equals(offered)
                    || (type.endsWith("/*") && offered.startsWith(type.substring(0, type.length() - 1)));
        }

        int precision() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    private Accept() {}

    /** All {@code Accept} headers of a request as one; null without any. */
    public static String of(HttpServerRequest request) {
        var headers = request.headers().getAll(HttpHeaders.ACCEPT);
        return headers.isEmpty() ? null : String.join(",", headers);
    }

    /**
     * Whether the response has no body to accept, because the send is asynchronous and its client wants no receipts.
     */
    public static boolean isResponseEmpty(HttpServerRequest request) {
        return request.query() != null
                && Stream.of(request.query().split("&", -1)).anyMatch("async=true"::equals)
                && request.getHeader("Prefer") == null;
    }

    /**
     * The header for a response without records, with each media type of the API replaced by the control type.
     *
     * @param header may be null
     */
    public static String asControl(String header) {
        if (header == null) {
            return null;
        }
        return Stream.of(header.split(",", -1))
                .map(range -> {
                    var name = MediaTypes.name(range);
                    return isAnotherName(name, range)
                            ? MediaTypes.CONTROL + range.substring(range.split(";", 2)[0].length())
                            : range;
                })
                .collect(Collectors.joining(","));
    }

    private static boolean isAnotherName(String name, String range) {
        return MediaTypes.isOfTheApi(name)
                && !name.equals(MediaTypes.JSON)
                && !NEVER.matcher(range).matches();
    }

    /**
     * The media type that the client prefers; the first offered of those that it prefers equally.
     *
     * @param header null or blank accepts anything
     * @param offered media types in lower case, without parameters
     * @return empty where the client accepts none of them
     */
    public static Optional<String> choose(String header, List<String> offered) {
        // Most clients send one of these, which need no parsing.
        if (header == null || header.isBlank() || header.equals("*/*")) {
            return Optional.of(offered.get(0));
        }
        var ranges = List.of(header.split(",", -1)).stream().map(Range::of).toList();
        String best = null;
        double bestQuality = 0;
        for (var type : offered) {
            double quality = quality(type, ranges);
            if (quality > bestQuality) {
                best = type;
                bestQuality = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The quality in the most precise range that covers the type; the highest where several are equally precise. */
    private static double quality(String type, List<Range> ranges) {
        int precision = -1;
        double quality = 0;
        for (var range : ranges) {
            if (range.covers(type)
                    && (range.precision() > precision
                            || (range.precision() == precision && range.quality() > quality))) {
                precision = range.precision();
                quality = range.quality();
            }
        }
        return quality;
    }
}

package dev.weir.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the answer that an {@code Accept} header asks for, where there is no REST layer to do it. */
public final class Accept {

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
            var type = parts[0].trim().toLowerCase(Locale.ROOT);
            // What Java's own client sends.
            return new Range(type.equals("*") ? "*/*" : type, quality);
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException slip) {
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

    /**
     * The one that the client likes best; of those it likes the same, the first offered.
     *
     * @param header null or blank stands for anything
     * @param offered media types in lower case, without parameters
     * @return empty where none is acceptable
     */
    public static Optional<String> choose(String header, List<String> offered) {
        if (header == null || header.isBlank()) {
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

    /** As the most precise range that covers the type has it. */
    private static double quality(String type, List<Range> ranges) {
        int precision = -1;
        double quality = 0;
        for (var range : ranges) {
            if (range.covers(type) && range.precision() > precision) {
                precision = range.precision();
                quality = range.quality();
            }
        }
        return quality;
    }
}

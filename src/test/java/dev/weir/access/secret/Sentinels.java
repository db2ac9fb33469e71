package dev.weir.access.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values that are found wherever they appear, each of which says which property it was given to. */
final class Sentinels {

    private static final String MARK = "Sentinel";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** A value of at least 32 characters that is for one property or one request only. */
    String of(String property) {
        return values.computeIfAbsent(
                property, name -> "%s%03dOfASecretThatNobodyTells".formatted(MARK, values.size()));
    }

    /** Finds the lines of a text that have a sentinel, by the property that it was given to. */
    Map<String, String> in(String text) {
        var told = new TreeMap<String, String>();
        text.lines()
                .filter(Sentinels::isTelling)
                .forEach(line -> told.merge(owner(line), line, (first, next) -> first));
        return told;
    }

    private String owner(String line) {
        return values.entrySet().stream()
                .filter(value -> line.contains(value.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("another form");
    }

    private static boolean isTelling(String line) {
        return line.toLowerCase(Locale.ROOT).contains(MARK.toLowerCase(Locale.ROOT))
                || base64().anyMatch(line::contains);
    }

    /** The mark within something that is encoded, at each of the three places where it can begin. */
    private static Stream<String> base64() {
        return List.of("", ":", "a:").stream().map(before -> {
            var encoded = Base64.getEncoder().encodeToString((before + MARK).getBytes(StandardCharsets.UTF_8));
            return encoded.substring(before.isEmpty() ? 0 : 4, encoded.length() - 4);
        });
    }
}

package dev.weir.reading.filter;

import java.util.Map;
import java.util.Optional;

/**
 * A word, a number, a text or a symbol of a filter expression.
 *
 * @param text without quotes and escapes
 * @param from the index of its first character
 * @param to the index after its last character
 */
record Token(Kind kind, String text, int from, int to) {

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    private static final Map<String, String> SYMBOLS_OF_WORDS = Map.of("and", "&&", "or", "||", "not", "!");

    /** Which symbol a word of other languages is; empty for any other token. */
    Optional<String> hint() {
        return Optional.ofNullable(SYMBOLS_OF_WORDS.get(text)).map(symbol -> "'%s' is %s".formatted(text, symbol));
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}

package dev.weir.reading.filter;

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

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}

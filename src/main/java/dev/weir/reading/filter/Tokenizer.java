package dev.weir.reading.filter;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a filter expression into tokens. */
final class Tokenizer {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    /** Longer symbols first. */
    private static final List<String> SYMBOLS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "=~", "!~", "<", ">", "!", "(", ")", "[", "]", ".", ",", "*");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    /**
     * The tokens, the last of which is the end.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for a text without its closing quote, or an unknown character
     */
    static List<Token> tokens(String text) {
        var tokenizer = new Tokenizer(text);
        while (tokenizer.skipSpaces()) {
            tokenizer.tokens.add(tokenizer.next());
        }
        tokenizer.tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
        return tokenizer.tokens;
    }

    private boolean skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted(first);
        }
        if (Character.isJavaIdentifierStart(first) || first == '@') {
            return name();
        }
        var number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            return token(Token.Kind.NUMBER, number.group(), number.end());
        }
        for (var symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                return token(Token.Kind.SYMBOL, symbol, at + symbol.length());
            }
        }
        throw SyntaxFailures.at(text, at, hint(first));
    }

    private static String hint(char first) {
        return switch (first) {
            case '=' -> "equality is ==";
            case '&' -> "and is &&";
            case '|' -> "or is ||";
            default -> "'" + Printable.of(String.valueOf(first)) + "' has no meaning here; a text is in quotes";
        };
    }

    /** Names have hyphens, as headers do; there is no subtraction. */
    private Token name() {
        int end = at;
        while (end < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(end)) || "-@".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return token(Token.Kind.NAME, text.substring(at, end), end);
    }

    private Token quoted(char quote) {
        var content = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return token(Token.Kind.TEXT, content.toString(), i + 1);
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                content.append(escaped(text.charAt(i)));
            } else {
                content.append(c);
            }
        }
        throw SyntaxFailures.at(text, at, "the text has no closing " + quote);
    }

    /** A backslash before any other character stays, so that patterns need no second one. */
    private static String escaped(char c) {
        return switch (c) {
            case '"', '\'', '\\' -> String.valueOf(c);
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> "\\" + c;
        };
    }

    private Token token(Token.Kind kind, String content, int end) {
        var token = new Token(kind, content, at, end);
        at = end;
        return token;
    }
}

package dev.weir.reading.filter;

import dev.weir.model.Failure;
import java.util.List;

/** Moves forward over the tokens of one expression; fails with the column of the token that does not fit. */
final class TokenCursor {

    private final String text;
    private final List<Token> tokens;
    private int next;

    /**
     * Starts at the first token.
     *
     * @throws Failure {@link Failure.Kind#INVALID} for an invalid token
     */
    TokenCursor(String text) {
        this.text = text;
        tokens = Tokenizer.tokens(text);
    }

    /** Whether a call of a function is next. */
    boolean isCall(String function) {
        return peek().isName(function) && tokens.get(next + 1).isSymbol("(");
    }

    /** The text of the expression from a token up to the last one that was taken. */
    String textFrom(Token first) {
        return text.substring(first.from(), tokens.get(next - 1).to());
    }

    /** The next token. */
    Token peek() {
        return tokens.get(next);
    }

    /** The next token; the end stays the next one. */
    Token take() {
        var token = tokens.get(next);
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    /** Takes the next token if it is this symbol. */
    boolean accept(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            next++;
        }
        return found;
    }

    /** Takes this symbol, or fails. */
    void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    /**
     * Takes a token of a kind, or fails.
     *
     * @param what the expected in words
     */
    String expect(Token.Kind kind, String what) {
        var token = take();
        if (token.kind() != kind) {
            throw failure(token, what + " is expected");
        }
        return token.text();
    }

    /** The failure of a next token with which the expression cannot go on. */
    Failure unexpected(String expected) {
        var token = peek();
        return failure(token, token.hint().orElse(expected + " is expected"));
    }

    /** The failure of a token, with its column. */
    Failure failure(Token token, String problem) {
        return SyntaxFailures.at(text, token.from(), problem);
    }
}

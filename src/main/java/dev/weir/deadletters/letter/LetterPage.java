package dev.weir.deadletters.letter;

import java.util.List;

/**
 * Dead letters, newest first.
 *
 * @param next cursor of the next page; null where there is none
 */
public record LetterPage(List<LetterDetails> records, String next) {

    public LetterPage {
        records = List.copyOf(records);
    }
}

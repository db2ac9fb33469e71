package dev.weir.deadletters;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A page of dead letters, newest first.
 *
 * @param next what {@code after} of the next page is; null where there is none
 */
@RegisterForReflection
public record ListedLetters(List<ListedLetter> records, String next) {

    public ListedLetters {
        records = List.copyOf(records);
    }
}

package dev.weir.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

    /** A measurement that counts wrongly measures nothing. */
    @Test
    void each_occurrence_counts_once_wherever_the_pieces_end() {
        var random = new SplittableRandom(7);
        for (var word : new String[] {"\"offset\":", "\nid: ", "x"}) {
            var text = new StringBuilder();
            for (int i = 0; i < 2_000; i++) {
                text.append(random.nextBoolean() ? word : word.charAt(random.nextInt(word.length())));
            }
            var bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            var found = new Occurrences(word);
            for (int from = 0; from < bytes.length; ) {
                int length =
                        Math.min(random.nextInt(3) == 0 ? random.nextInt(100) : random.nextInt(4), bytes.length - from);
                found.look(Arrays.copyOfRange(bytes, from, from + length), length);
                from += length;
            }

            assertThat(found.count())
                    .isEqualTo(Pattern.compile(Pattern.quote(word))
                            .matcher(text)
                            .results()
                            .count());
        }
    }
}

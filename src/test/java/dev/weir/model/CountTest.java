package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 readers, There are 0 readers",
        "1, 1 reader, There is 1 reader",
        "2, 2 readers, There are 2 readers"
    })
    void says_one_and_many(long count, String words, String sentence) {
        assertThat(Count.of(count, "reader")).isEqualTo(words);
        assertThat(Count.thereAre(count, "reader")).isEqualTo(sentence);
        assertThat(Count.were(count, "reader")).isEqualTo(words + (count == 1 ? " was" : " were"));
    }
}

package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameQueryTest {

    @ParameterizedTest
    @CsvSource({
        "limit=2, b, limit=2&after=b",
        "after=a&limit=2&prefix=x%26, b, limit=2&prefix=x%26&after=b",
        "limit=2&after=%22, 'a >;\"é&', limit=2&after=a+%3E%3B%22%C3%A9%26"
    })
    void the_next_page_has_the_query_of_this_one_and_another_name(String query, String next, String expected) {
        assertThat(NameQuery.link(query, next)).isEqualTo("<?" + expected + ">; rel=\"next\"");
    }
}

package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    private static final List<String> OFFERED = List.of("application/json", "application/x-ndjson", "text/plain");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                                  | application/json
            *                                                    | application/json
            application/*                                        | application/json
            text/*                                               | text/plain
            Text/Plain; charset=utf-8                            | text/plain
            image/png, text/plain;q=0.1                          | text/plain
            application/json;q=0.5, application/x-ndjson         | application/x-ndjson
            application/json ; q=0.5 , application/x-ndjson;q=.4 | application/json
            */*;q=0.1, text/plain                                | text/plain
            application/json;q=0, */*                            | application/x-ndjson
            text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | application/json
            """)
    void accept_selects_the_offered_media_type_of_the_highest_quality(String header, String type) {
        assertThat(Accept.choose(header, OFFERED)).contains(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image/png
            application/json;q=0
            application/json;q=often
            application
            ,
            """)
    void accept_without_an_offered_media_type_selects_none(String header) {
        assertThat(Accept.choose(header, OFFERED)).isEmpty();
    }

    @Test
    void a_missing_accept_selects_the_first_offered_media_type() {
        assertThat(Accept.choose(null, OFFERED)).contains("application/json");
        assertThat(Accept.choose(" ", OFFERED)).contains("application/json");
    }
}

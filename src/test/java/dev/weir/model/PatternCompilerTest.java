package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternCompilerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "orders\\..*",
                "(eu|us)-[a-z]{1,20}-\\d{4}-\\d{2}-\\d{2}",
                "(x{10}){10}",
                "[[:alpha:]]{3,}",
                "[]{1000}]",
                "\\Q{1000}{1000}\\E",
                "\\{1000}\\{1000}",
                "\\p{Greek}{2}\\x{1F600}",
                "(?i)ORDERS",
                "x{1000}",
                "a{,5}"
            })
    void common_patterns_compile(String pattern) {
        assertThat(PatternCompiler.problem(pattern)).isEmpty();
        assertThat(PatternCompiler.compile(pattern).pattern()).isEqualTo(pattern);
    }

    static List<String> bombs() {
        return List.of(
                "((x{1000}){1000}){1000}",
                "(((x{1,100}){1,100}){1,100}){1,100}",
                "(x{1000}){1000}",
                "(?:(?:x{1000}){1000}){1000}",
                "((x{1000,}){1000,}){1000,}",
                "((((((((((x{10}){10}){10}){10}){10}){10}){10}){10}){10}){10})",
                "((x{0,1000}){0,1000}){0,1000}",
                "([a-z]{1000}|y{1000}){1000}",
                "(\\pL{1000}){1000}",
                "(\\Qx\\E{1000}){1000}",
                "([]x]{1000}){1000}",
                "(((x{100})*){100}+){100}",
                "x{999}".repeat(10),
                "(x{1000}){1000}".repeat(10) + "\\");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void patterns_with_large_repetitions_are_refused(String pattern) {
        assertThat(PatternCompiler.problem(pattern).orElseThrow()).startsWith("is too large");
        assertThatThrownBy(() -> PatternCompiler.compile(pattern)).isInstanceOf(Failure.class);
    }

    @Test
    void long_patterns_are_refused() {
        assertThat(PatternCompiler.problem("x".repeat(1_000))).isEmpty();
        assertThat(PatternCompiler.problem("x".repeat(1_001))).contains("has 1001 characters; 1000 are the most");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", ")", "[", "a**", "\\", "(?=x)", "x{1001}", "\\p{Nobody}", "[z-a]", "\\Q", "{", "[^", "(?P<n"
            })
    void invalid_patterns_are_refused_as_re2_refuses_them(String pattern) {
        var problem = PatternCompiler.problem(pattern);

        assertThat(problem.orElse("is not a pattern of RE2")).startsWith("is not a pattern of RE2");
    }
}

package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistyped word is named, with the one that is probably meant. */
class UnmatchedArgumentsTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            topcs                              | Unknown command 'topcs'; did you mean 'topics'? See 'kafka-cli --help'
            nothing-like-it                    | Unknown command 'nothing-like-it'. See 'kafka-cli --help'
            topic creat t                      | Unknown command 'creat'; did you mean 'create'? See 'kafka-cli topic --help'
            topics --brokrs a:1                | Unknown option '--brokrs'; did you mean '--brokers'? See 'kafka-cli topics --help'
            topics --bootstrap-servers a:1     | Unknown option '--bootstrap-servers'; did you mean '--bootstrap-server'? See 'kafka-cli topics --help'
            topics --sasl.password=secret      | Unknown option '--sasl.password'. See 'kafka-cli topics --help'
            topics -z                          | Unknown option '-z'. See 'kafka-cli topics --help'
            topics orders                      | Unexpected argument 'orders'. See 'kafka-cli topics --help'
            """)
    void sentence_has_the_word_and_the_one_that_is_meant(String arguments, String sentence) {
        var run = new CliRunner().run(arguments.split(" "));
        assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).isEqualTo("kafka-cli: " + sentence + "\n");
    }
}

package dev.weir.cli.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.CommandTree;
import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacySyntaxTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CliConsole console =
            new CliConsole(InputStream.nullInputStream(), new ByteArrayOutputStream(), err, Set.of(), Map.of());
    private final LegacySyntax syntax = new LegacySyntax(console, new CommandTree(console));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -h                                            | --help
            -help                                         | --help
            -list -brokers a:1,b:2                        | topics --brokers=a:1,b:2
            -query -brokers a:1 -topic t                  | topic describe t --brokers=a:1
            -query -brokers a:1                           | topic describe --brokers=a:1
            -consume -brokers a:1 -topics t               | consume t --brokers=a:1 --from=latest --partition=0
            -consume -topic t -group g -partition 2 -offset 2310 | consume t --from=2310 --partition=2 --group=g
            -consume -topic t -offset 0                   | consume t --from=latest --partition=0
            -consume -topic t -offset 1                   | consume t --from=earliest --partition=0
            -produce -topic t -valu3 v -key k             | produce t --partition=0 --key=k --value=v
            -produce -topic t -value -v                   | produce t --partition=0 --value=-v
            -create -topic t -partition 6 -replica 3      | topic create t --partitions=6 --replicas=3
            -create -topic t                              | topic create t --partitions=1 --replicas=1
            -brokers=a:1 -topic=t -value=v                | produce t --brokers=a:1 --value=v
            -brokers=a:1 -topic=t                         | consume t --brokers=a:1 --from=latest
            -brokers=a:1 -topic=t -offset=oldest          | consume t --brokers=a:1 --from=earliest
            --topic t --from-beginning --bootstrap-server a:1 | consume t --bootstrap-server=a:1 --from=earliest
            --broker-list a:1 --topic t                   | produce t --broker-list=a:1
            --alter --topic t --partitions 4              | topic alter t --partitions=4
            --delete --topic t                            | topic delete --yes t
            --brokers a:1 topic describe t                | topic describe t --brokers a:1
            -b=a:1 --verbose topics                       | topics -b=a:1 --verbose
            --bootstrap-server a:1 topics                 | topics --bootstrap-server a:1
            -X acks=1 -b a:1 produce t                    | produce t -X acks=1 -b a:1
            topics -list                                  | topics -list
            """)
    void legacy_syntax_is_translated(String old, String modern) {
        assertThat(syntax.modern(List.of(old.split(" +")))).containsExactly(modern.split(" "));
    }

    @Test
    void kafka_script_syntax_is_accepted_with_a_hint() {
        assertThat(syntax.modern(List.of("--create", "--topic", "t", "--bootstrap-server", "a:1")))
                .containsExactly("topic", "create", "t", "--bootstrap-server=a:1", "--partitions=1", "--replicas=1");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("kafka-cli topic create t --brokers a:1 --partitions=1 --replicas=1");
    }

    @Test
    void older_kafka_cli_syntax_is_accepted_without_a_hint() {
        assertThat(syntax.modern(List.of("-list", "-brokers", "a:1"))).isNotEmpty();
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -lsit                    | '-lsit'
            -list now                | 'now'
            -topc t                  | ; did you mean
            --sasl-password=secret   | --sasl-password
            -consume -brokers a:1    | -topic is missing
            -list -query             | -query is the second
            -list -brokers           | -brokers needs a value
            """)
    void invalid_legacy_syntax_is_rejected(String old, String words) {
        assertThatThrownBy(() -> syntax.modern(List.of(old.split(" +"))))
                .isInstanceOfSatisfying(CliException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(words.replace("'", ""))
                .hasMessageNotContaining("secret");
    }
}

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

/** Options of Kafka's scripts after commands of kafka-cli. */
class ScriptSyntaxTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CliConsole console =
            new CliConsole(InputStream.nullInputStream(), new ByteArrayOutputStream(), err, Set.of(), Map.of());
    private final LegacySyntax syntax = new LegacySyntax(console, new CommandTree(console));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            produce --broker-list B --topic t                      | produce t --broker-list B
            produce --topic=t --bootstrap-server=B                 | produce t --bootstrap-server=B
            produce --topic t --property parse.key=true            | produce t --key-delimiter=\\t
            produce --topic t --property parse.key=true --property key.separator=: | produce t --key-delimiter=:
            produce --topic t --reader-property null.marker=NIL    | produce t --null=NIL
            produce --topic t --producer-property linger.ms=5      | produce t -Xlinger.ms=5
            produce --topic t --producer-property acks=1           | produce t --acks=1
            produce --topic t --producer.config c.properties       | produce t --config=c.properties
            produce --topic t --compression-codec                  | produce t --compression=gzip
            produce --topic t --compression-codec zstd             | produce t --compression=zstd
            produce --topic t --compression-codec --sync           | produce t --compression=gzip
            produce --topic t --request-required-acks -1 --batch-size 100 | produce t --acks=-1 -Xbatch.size=100
            produce --topic t --value --topic                      | produce t --value --topic
            produce --topic t -- --sync                            | produce t -- --sync
            consume --topic t --from-beginning --max-messages 5    | consume t --from-beginning --count=5
            consume --topic t --partition 0 --offset earliest      | consume t --partition 0 --from=earliest
            consume --whitelist a.* --timeout-ms 500               | consume --pattern=a.* --timeout=500ms
            consume --topic t --isolation-level read_committed     | consume t --isolation=read_committed
            consume --topic t --consumer-property group.id=g       | consume t --group=g
            consume --topic t --property print.key=true            | consume t --template=%k\\t%v\\n --null=null --delimiter=
            consume --topic t --property print.key=true --property print.timestamp=true --property key.separator=, | \
                consume t --template=CreateTime:%T,%k,%v\\n --null=null --delimiter=
            consume --topic t --formatter kafka.tools.DefaultMessageFormatter | consume t
            topics --list --bootstrap-server B                     | topics --bootstrap-server B
            topics --create --topic t --partitions 3 --replication-factor 1 --config retention.ms=5 | \
                topic create t --partitions 3 --replication-factor 1 --set=retention.ms=5
            topic create --topic t --config c.properties           | topic create t --config=c.properties
            topics --describe --topic t                            | topic describe t
            topics --delete --topic t                              | topic delete t --yes
            topic alter --topic t --delete-config retention.ms     | topic alter t --unset=retention.ms
            groups --list                                          | groups
            groups --describe --group g --members                  | group describe g
            groups --reset-offsets --group g --topic t:0,2 --to-earliest --execute | \
                group reset g --partition=t:0,t:2 --to=earliest --execute
            groups --reset-offsets --group g --all-topics --shift-by -5 --dry-run | group reset g --to=-5
            group delete --group g                                 | group delete g
            --bootstrap-server B --topic t --max-messages 3        | consume t --bootstrap-server B --count=3
            --broker-list B --topic t --property parse.key=true    | produce t --broker-list B --key-delimiter=\\t
            --topic t --producer-property linger.ms=1              | produce t -Xlinger.ms=1
            --bootstrap-server B --group g --reset-offsets --to-latest | group reset g --bootstrap-server B --to=latest
            --describe --group g --members                         | group describe g
            --create --topic t --command-config c                  | topic create t --config=c
            -b B produce --topic t                                 | produce t -b B
            """)
    void script_options_are_translated(String old, String modern) {
        var words = List.of(modern.strip().split(" +"));

        assertThat(syntax.modern(List.of(old.split(" +")))).isEqualTo(words);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("kafka-cli: accepted; the same in the syntax of kafka-cli: kafka-cli ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            produce t --key k --value v -H a=b
            consume t --partition 0 --from beginning
            topic create t --partitions 3 --set a=b
            topic create t --config c
            group reset g --to end --topic t
            partition-of k --topic t
            generate t --value --topic
            """)
    void options_of_kafka_cli_stay_unchanged(String ours) {
        assertThat(String.join(" ", syntax.modern(List.of(ours.split(" +")))).replace('=', ' '))
                .isEqualTo(ours.replace('=', ' '));
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            produce --topic                              | --topic needs a value
            produce --topic t --property parse.headers=true | parse.headers is not supported
            produce --topic t --property parse.kye=true  | parse.kye is not supported
            produce --topic t --property parse           | --property is NAME=VALUE
            produce --topic t --line-reader my.Reader    | --line-reader my.Reader is not supported
            consume --topic t --formatter my.Formatter   | the format of records is set by --template
            consume --topic t --property key.deserializer=my.Avro | kafka-cli has no deserializers
            groups --reset-offsets --group g --by-duration soon | a duration such as PT1H30M
            groups --reset-offsets --group g --export    | -o csv writes
            """)
    void unsupported_script_options_are_rejected(String old, String words) {
        assertThatThrownBy(() -> syntax.modern(List.of(old.split(" +"))))
                .isInstanceOfSatisfying(CliException.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(words);
    }

    @Test
    void hint_contains_no_secret() {
        var login = "sasl.jaas.config=PlainLoginModule required password=\"hunter2\";";

        assertThat(syntax.modern(List.of("produce", "--topic", "t", "--producer-property", login)))
                .containsExactly("produce", "t", "-X" + login);
        assertThat(syntax.modern(List.of("consume", "--topic", "t", "-X", "ssl.key.password=hunter2")))
                .endsWith("ssl.key.password=hunter2");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("-Xsasl.jaas.config=(hidden)", "-X ssl.key.password=(hidden)")
                .doesNotContain("hunter2");
    }

    @Test
    void script_options_may_be_mixed_with_options_of_kafka_cli() {
        assertThat(syntax.modern(List.of("consume", "-o", "ndjson", "--topic", "a,b", "--exit", "--max-messages=3")))
                .containsExactly("consume", "a", "b", "-o", "ndjson", "--exit", "--count=3");
    }
}

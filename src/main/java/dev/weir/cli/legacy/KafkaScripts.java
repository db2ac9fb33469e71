package dev.weir.cli.legacy;

import static dev.weir.cli.legacy.ScriptOption.flag;
import static dev.weir.cli.legacy.ScriptOption.onlyIf;
import static dev.weir.cli.legacy.ScriptOption.positional;
import static dev.weir.cli.legacy.ScriptOption.refused;
import static dev.weir.cli.legacy.ScriptOption.renamed;
import static dev.weir.cli.legacy.ScriptOption.setting;
import static dev.weir.cli.legacy.ScriptOption.with;

import dev.weir.cli.legacy.ScriptOption.Value;
import dev.weir.cli.terminal.CliException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of the scripts of Kafka 4, by the equivalent command of kafka-cli. */
final class KafkaScripts {

    static final String PLAIN_DESERIALIZER = "(.*\\.)?(String|ByteArray|Bytes)Deserializer";

    private static final ScriptOption CONFIG = renamed("--config");
    private static final ScriptOption IGNORED = flag();

    private static final Map<String, ScriptOption> PRODUCE = Map.ofEntries(
            Map.entry("--topic", positional()),
            Map.entry("--property", with(RewrittenArguments::property)),
            Map.entry("--reader-property", with(RewrittenArguments::property)),
            Map.entry("--producer-property", with(KafkaScripts::producerProperty)),
            Map.entry("--command-property", with(KafkaScripts::producerProperty)),
            Map.entry("--producer.config", CONFIG),
            Map.entry("--command-config", CONFIG),
            Map.entry("--reader-config", refused(Value.REQUIRED, "the format of lines is set by options")),
            Map.entry("--line-reader", onlyIf(".*LineMessageReader", "the format of lines is set by --format")),
            Map.entry("--sync", IGNORED),
            Map.entry(
                    "--compression-codec",
                    new ScriptOption(
                            Value.OPTIONAL,
                            (to, codec) -> to.add("--compression=" + (codec == null ? "gzip" : codec)))),
            Map.entry("--request-required-acks", renamed("--acks")),
            Map.entry("--batch-size", setting("batch.size")),
            Map.entry("--max-partition-memory-bytes", setting("batch.size")),
            Map.entry("--max-memory-bytes", setting("buffer.memory")),
            Map.entry("--request-timeout-ms", setting("request.timeout.ms")),
            Map.entry("--timeout", setting("linger.ms")),
            Map.entry("--max-block-ms", setting("max.block.ms")),
            Map.entry("--message-send-max-retries", setting("retries")),
            Map.entry("--retry-backoff-ms", setting("retry.backoff.ms")),
            Map.entry("--metadata-expiry-ms", setting("metadata.max.age.ms")),
            Map.entry("--socket-buffer-size", setting("send.buffer.bytes")));

    private static final Map<String, ScriptOption> CONSUME = Map.ofEntries(
            Map.entry("--topic", positional()),
            Map.entry("--include", renamed("--pattern")),
            Map.entry("--whitelist", renamed("--pattern")),
            Map.entry("--max-messages", renamed("--count")),
            Map.entry("--offset", renamed("--from")),
            Map.entry("--timeout-ms", with((to, millis) -> to.add("--timeout=" + millis + "ms"))),
            Map.entry("--isolation-level", renamed("--isolation")),
            Map.entry("--property", with(RewrittenArguments::property)),
            Map.entry("--formatter-property", with(RewrittenArguments::property)),
            Map.entry("--consumer-property", with(KafkaScripts::consumerProperty)),
            Map.entry("--command-property", with(KafkaScripts::consumerProperty)),
            Map.entry("--consumer.config", CONFIG),
            Map.entry("--command-config", CONFIG),
            Map.entry("--formatter-config", refused(Value.REQUIRED, "the format of records is set by --template")),
            Map.entry("--formatter", onlyIf(".*DefaultMessageFormatter", "the format of records is set by --template")),
            Map.entry("--key-deserializer", onlyIf(PLAIN_DESERIALIZER, "records are written as bytes")),
            Map.entry("--value-deserializer", onlyIf(PLAIN_DESERIALIZER, "records are written as bytes")),
            Map.entry("--skip-message-on-error", IGNORED),
            Map.entry("--enable-systest-events", refused(Value.NONE, "it is for tests of Kafka")));

    private static final Map<String, ScriptOption> TOPICS =
            Map.of("--list", IGNORED, "--exclude-internal", IGNORED, "--command-config", CONFIG);

    private static final Map<String, ScriptOption> TOPIC = Map.ofEntries(
            Map.entry("--topic", positional()),
            Map.entry("--command-config", CONFIG),
            Map.entry(
                    "--config", with((to, value) -> to.add(isSetting(value) ? "--set=" + value : "--config=" + value))),
            Map.entry("--delete-config", renamed("--unset")),
            Map.entry(
                    "--replica-assignment",
                    refused(Value.REQUIRED, "Kafka assigns replicas itself; set their number with --replicas")));

    private static final Map<String, ScriptOption> GROUPS =
            Map.of("--list", IGNORED, "--all-groups", IGNORED, "--state", IGNORED, "--command-config", CONFIG);

    private static final Map<String, ScriptOption> GROUP = Map.ofEntries(
            Map.entry("--group", positional()),
            Map.entry("--members", IGNORED),
            Map.entry("--offsets", IGNORED),
            Map.entry("--state", IGNORED),
            Map.entry("--command-config", CONFIG));

    private static final Map<String, ScriptOption> RESET = Map.ofEntries(
            Map.entry("--group", positional()),
            Map.entry("--to-earliest", flag("--to=earliest")),
            Map.entry("--to-latest", flag("--to=latest")),
            Map.entry("--to-current", flag("--to=+0")),
            Map.entry("--to-offset", renamed("--to")),
            Map.entry(
                    "--shift-by",
                    with((to, by) -> to.add("--to=" + (by.startsWith("-") || by.startsWith("+") ? by : "+" + by)))),
            Map.entry("--to-datetime", with((to, time) -> to.add("--to=@" + time))),
            Map.entry("--by-duration", with((to, duration) -> to.add("--to=@" + before(duration) + "ms"))),
            Map.entry("--topic", with(KafkaScripts::partitions)),
            Map.entry("--all-topics", IGNORED),
            Map.entry("--dry-run", IGNORED),
            Map.entry("--command-config", CONFIG),
            Map.entry(
                    "--from-file",
                    refused(Value.REQUIRED, "offsets are set by --to, for all partitions or those of --partition")),
            Map.entry("--export", refused(Value.NONE, "-o csv writes the changes")));

    /** By command; a command that is missing here has no script. */
    static final Map<String, Map<String, ScriptOption>> BY_COMMAND = Map.ofEntries(
            Map.entry("produce", PRODUCE),
            Map.entry("consume", CONSUME),
            Map.entry("topics", TOPICS),
            Map.entry("topic create", TOPIC),
            Map.entry("topic describe", TOPIC),
            Map.entry("topic alter", TOPIC),
            Map.entry("topic delete", TOPIC),
            Map.entry("groups", GROUPS),
            Map.entry("group describe", GROUP),
            Map.entry("group delete", without(GROUP, "--members", "--offsets")),
            Map.entry("group reset", RESET));

    /** The actions of the scripts, which are options there, and the equivalent commands. */
    static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("topics --create", "topic create"),
            Map.entry("topics --describe", "topic describe"),
            Map.entry("topics --alter", "topic alter"),
            Map.entry("topics --delete", "topic delete"),
            Map.entry("groups --describe", "group describe"),
            Map.entry("groups --delete", "group delete"),
            Map.entry("groups --reset-offsets", "group reset"));

    /** Options that only the console producer has. */
    static final Set<String> PRODUCER_ONLY = only(PRODUCE.keySet(), CONSUME.keySet(), Set.of("--broker-list"));

    /** Options that only Kafka's scripts have; an older tool without commands has none of them. */
    static final Set<String> SCRIPTS_ONLY = Stream.of(PRODUCE, CONSUME, TOPICS, TOPIC, GROUPS, GROUP, RESET)
            .flatMap(options -> options.keySet().stream())
            .filter(name -> !Set.of("--topic", "--group", "--offset", "--list", "--exclude-internal", "--config")
                    .contains(name))
            .collect(Collectors.toUnmodifiableSet());

    private KafkaScripts() {}

    private static Set<String> only(Set<String> these, Set<String> others, Set<String> more) {
        return Stream.concat(these.stream().filter(name -> !others.contains(name)), more.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, ScriptOption> without(Map<String, ScriptOption> options, String... names) {
        var fewer = new HashMap<>(options);
        fewer.keySet().removeAll(Arrays.asList(names));
        return Map.copyOf(fewer);
    }

    private static boolean isSetting(String value) {
        return value.matches("[a-z][a-z.]*=.*");
    }

    private static void producerProperty(RewrittenArguments to, String property) {
        if (property.startsWith("acks=")) {
            to.add("--" + property);
        } else if (property.startsWith("compression.type=")) {
            to.add("--compression=" + property.substring(property.indexOf('=') + 1));
        } else {
            to.add("-X" + property);
        }
    }

    private static void consumerProperty(RewrittenArguments to, String property) {
        if (property.startsWith("group.id=")) {
            to.add("--group=" + property.substring(property.indexOf('=') + 1));
        } else if (property.startsWith("auto.offset.reset=")) {
            to.add("--from=" + property.substring(property.indexOf('=') + 1));
        } else {
            to.add("-X" + property);
        }
    }

    /** {@code orders:0,2} are some partitions of a topic, {@code orders} all. */
    private static void partitions(RewrittenArguments to, String topic) {
        int colon = topic.indexOf(':');
        to.add(
                colon < 0
                        ? "--topic=" + topic
                        : "--partition="
                                + Arrays.stream(topic.substring(colon + 1).split(",", -1))
                                        .map(partition -> topic.substring(0, colon) + ":" + partition)
                                        .collect(Collectors.joining(",")));
    }

    private static String before(String duration) {
        try {
            return Long.toString(Instant.now().minus(Duration.parse(duration)).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException none) {
            throw CliException.usage("--by-duration is a duration such as PT1H30M, not '" + duration + "'");
        }
    }
}

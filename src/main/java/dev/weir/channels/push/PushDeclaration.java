package dev.weir.channels.push;

import dev.weir.channels.push.delivery.BatchRule;
import dev.weir.channels.push.delivery.DeliveryRules;
import dev.weir.channels.push.delivery.RetrySchedule;
import dev.weir.channels.push.endpoint.EndpointSettings;
import dev.weir.channels.push.endpoint.EndpointUrl;
import dev.weir.channels.push.endpoint.PushContent;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.TopicName;
import dev.weir.reading.filter.FilterExpression;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A push as it is declared, valid by construction.
 *
 * @param filter null where all records are sent
 */
record PushDeclaration(
        String name,
        PushConfig.Declaration config,
        FilterExpression filter,
        DeliveryRules rules,
        EndpointSettings endpoint) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final int MAX_CONCURRENCY = 1_000;
    private static final int MAX_WINDOW = 100_000;
    private static final int MAX_BATCH = 1_000;

    /**
     * A declaration.
     *
     * @param windowBytes of a push that does not name its own
     * @throws IllegalStateException that names the setting to change, without the value of a secret one
     */
    static PushDeclaration of(
            String name, PushConfig.Declaration config, TlsConfigurationRegistry tls, long windowBytes) {
        require(NAME.matcher(name).matches(), name, "", "has a name of other characters than a-z, 0-9 and -");
        require(
                config.topic().isPresent() != config.pattern().isPresent(),
                name,
                ".topic",
                "or .pattern is needed, and not both");
        config.topic().ifPresent(topic -> check(name, ".topic", topic, TopicName::new));
        config.pattern().ifPresent(pattern -> check(name, ".pattern", pattern, PushDeclaration::pattern));
        config.group().ifPresent(group -> check(name, ".group", group, GroupId::new));
        config.deadLetterTopic().ifPresent(topic -> check(name, ".dead-letter-topic", topic, TopicName::new));
        require(config.url().isPresent(), name, ".url", "is needed, where records are POSTed to");
        var url = check(name, ".url", config.url().get(), EndpointUrl::parse);
        var filter = config.filter()
                .map(text -> check(name, ".filter", text, FilterExpression::parse))
                .orElse(null);
        checkHeaders(name, config);
        checkNumbers(name, config);
        return new PushDeclaration(name, config, filter, rules(config, windowBytes), endpoint(name, url, config, tls));
    }

    /** The name of the channel. */
    String channel() {
        return "push-%s-in".formatted(name);
    }

    /** The consumer group. */
    String group() {
        return config.group().orElse("weir-push-" + name);
    }

    /** The topic, or the pattern of the topics. */
    String topics() {
        return config.topic().or(config::pattern).orElseThrow();
    }

    /** Whether a record is sent. */
    boolean selects(ConsumerRecord<byte[], byte[]> record) {
        return filter == null || filter.matches(record);
    }

    private static void checkHeaders(String name, PushConfig.Declaration config) {
        config.headers().forEach((header, value) -> {
            var key = ".headers.\"%s\"".formatted(header);
            require(HEADER_NAME.matcher(header).matches(), name, key, "is not the name of a header");
            require(HEADER_VALUE.matcher(value).matches(), name, key, "has other characters than printable ASCII");
        });
        require(
                HEADER_VALUE.matcher(config.contentType()).matches(),
                name,
                ".content-type",
                "has other characters than printable ASCII");
    }

    private static void checkNumbers(String name, PushConfig.Declaration config) {
        range(name, ".concurrency", config.concurrency(), MAX_CONCURRENCY);
        range(name, ".window", config.window(), MAX_WINDOW);
        range(name, ".failure-threshold", config.failureThreshold(), Integer.MAX_VALUE);
        config.recordsPerSecond().ifPresent(rate -> range(name, ".records-per-second", rate, Integer.MAX_VALUE));
        range(name, ".batch.size", config.batch().size(), Math.min(MAX_BATCH, config.window()));
        require(
                config.windowBytes().map(MemorySize::asLongValue).orElse(1L) > 0,
                name,
                ".window-bytes",
                "must be at least 1");
        positive(name, ".timeout", config.timeout());
        positive(name, ".batch.max-wait", config.batch().maxWait());
        positive(name, ".retry.backoff", config.retry().backoff());
        positive(name, ".retry.max-backoff", config.retry().maxBackoff());
        positive(name, ".retry.timeout", config.retry().timeout());
    }

    private static DeliveryRules rules(PushConfig.Declaration config, long windowBytes) {
        var batch = config.batch();
        var retry = config.retry();
        return new DeliveryRules(
                config.concurrency(),
                config.window(),
                config.windowBytes().map(MemorySize::asLongValue).orElse(windowBytes),
                config.recordsPerSecond().orElse(0),
                config.failureThreshold(),
                config.rejectedStatuses(),
                config.content() == PushContent.BATCH
                        ? new BatchRule(batch.size(), batch.maxBytes().asLongValue(), batch.maxWait())
                        : BatchRule.SINGLE,
                new RetrySchedule(
                        retry.backoff(), retry.maxBackoff(), retry.timeout(), () -> ThreadLocalRandom.current()
                                .nextDouble()));
    }

    private static EndpointSettings endpoint(
            String name, EndpointUrl url, PushConfig.Declaration config, TlsConfigurationRegistry registry) {
        return new EndpointSettings(
                name,
                url,
                config.headers(),
                config.content(),
                config.contentType(),
                config.timeout(),
                config.concurrency(),
                config.multiplexing(),
                config.allowedHosts().orElse(Set.of()),
                config.secretsFile(),
                config.tls().map(named -> tls(name, named, registry)));
    }

    private static TlsConfiguration tls(String name, String named, TlsConfigurationRegistry registry) {
        Optional<TlsConfiguration> found = registry.get(named);
        require(
                found.isPresent(),
                name,
                ".tls",
                "names '%s', and there is no quarkus.tls.%s.*".formatted(named, named));
        require(
                !found.get().isTrustAll()
                        && !found.get()
                                .getHostnameVerificationAlgorithm()
                                .map("NONE"::equals)
                                .orElse(false),
                name,
                ".tls",
                "names a configuration that does not verify certificates");
        return found.get();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("is not a regular expression: " + malformed.getDescription());
        }
    }

    private static <T> T check(String name, String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalStateException("weir.push.%s%s %s".formatted(name, key, invalid.getMessage()));
        } catch (Failure invalid) {
            throw new IllegalStateException("weir.push.%s%s: %s".formatted(name, key, invalid.getMessage()));
        }
    }

    private static void range(String name, String key, int value, int max) {
        require(value >= 1 && value <= max, name, key, "is %d; 1 to %d are allowed".formatted(value, max));
    }

    private static void positive(String name, String key, Duration value) {
        require(value.toMillis() > 0, name, key, "must be at least 1 ms");
    }

    private static void require(boolean holds, String name, String key, String problem) {
        if (!holds) {
            throw new IllegalStateException("weir.push.%s%s %s".formatted(name, key, problem));
        }
    }
}

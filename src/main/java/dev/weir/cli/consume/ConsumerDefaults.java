package dev.weir.cli.consume;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Consumer settings for throughput; settings of the user override them. */
final class ConsumerDefaults {

    private static final int MAX_RECORDS = 10_000;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final int ALL_FETCH_BYTES = 16 * 1024 * 1024;

    private ConsumerDefaults() {}

    /**
     * The settings.
     *
     * @param connection the settings of the connection
     * @param committedOnly whether only records of committed transactions are read
     */
    static Map<String, Object> of(Map<String, Object> connection, ConsumeSpec spec, boolean committedOnly) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ALL_FETCH_BYTES);
        // New partitions are discovered within this time.
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.putAll(connection);
        // A large fetch, and joining a group, take longer than a metadata request.
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if (committedOnly) {
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        if (spec.group() != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, spec.group());
        }
        return settings;
    }
}

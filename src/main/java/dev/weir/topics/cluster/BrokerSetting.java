package dev.weir.topics.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A setting of a broker.
 *
 * @param value null for a setting that is not set, and for a secret
 * @param source which configuration the value is from, in Kafka's words, such as {@code static_broker_config}
 * @param readOnly whether only a restart of the broker changes it
 * @param sensitive whether it is a secret
 */
@RegisterForReflection
public record BrokerSetting(
        String name,
        String value,
        String source,
        @JsonProperty("read_only") boolean readOnly,
        boolean sensitive) {}

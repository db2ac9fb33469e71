package dev.weir.topics.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A cluster as its brokers know it.
 *
 * @param controller the node that decides, which need not be a broker; null while there is none, or while Kafka does
 *     not tell us
 * @param brokers that are there, by number
 */
@RegisterForReflection
public record ClusterDetails(
        @JsonProperty("cluster_id") String clusterId, Integer controller, List<BrokerDetails> brokers) {

    public ClusterDetails {
        brokers = List.copyOf(brokers);
    }
}

package dev.weir.topics.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A cluster.
 *
 * @param controller the id of the active controller, which need not be a broker; null while there is none, or where the
 *     brokers do not return it
 * @param brokers those that are running, by id
 */
@RegisterForReflection
public record ClusterDetails(
        @JsonProperty("cluster_id") String clusterId, Integer controller, List<BrokerDetails> brokers) {

    public ClusterDetails {
        brokers = List.copyOf(brokers);
    }
}

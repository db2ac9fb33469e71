package dev.weir.cluster;

import dev.weir.model.TopicName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The name of the topic of the states, which clients of Weir must not reach by a rule for other topics. */
@Singleton
public class StateTopicName {

    private final Optional<TopicName> topic;

    StateTopicName(ClusterConfig config) {
        topic = ClusterSettings.of(config).map(ClusterSettings::topic);
    }

    /** The topic; empty for a Weir alone. */
    public Optional<TopicName> topic() {
        return topic;
    }
}

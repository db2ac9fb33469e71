package dev.weir.cli.connection;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import java.util.function.Consumer;

/** Checks that the leaders of a topic are reachable, before records wait for them until their timeout. */
public final class LeaderCheck {

    private LeaderCheck() {}

    /**
     * Returns if at least one leader is reachable.
     *
     * @param notices receives a sentence for each unreachable leader
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} if no leader is reachable
     */
    public static void check(KafkaAdmin admin, TopicName topic, Consumer<String> notices) {
        var leaders = Await.result(new TopicDescriptions(admin).leaders(topic.value()));
        var unreachable = new ConnectionDiagnosis(admin.settings()).unreachable(leaders);
        if (!leaders.isEmpty() && unreachable.size() == leaders.size()) {
            throw Failure.unavailable(String.join("; ", unreachable));
        }
        unreachable.forEach(sentence -> notices.accept(Printable.escape(sentence)));
    }
}

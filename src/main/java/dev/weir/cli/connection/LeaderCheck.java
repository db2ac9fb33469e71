package dev.weir.cli.connection;

import dev.weir.cli.terminal.Text;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicDescriptions;
import dev.weir.kafka.diagnosis.ConnectionDiagnosis;
import dev.weir.model.Failure;
import dev.weir.model.TopicName;
import java.util.function.Consumer;

/** Tries whether the brokers that lead a topic can be reached, before records wait for them until their time is up. */
public final class LeaderCheck {

    private LeaderCheck() {}

    /**
     * Returns when one of them can; says of each other why it cannot.
     *
     * @param notices takes a sentence for each that cannot be reached
     * @throws Failure {@link Failure.Kind#UNAVAILABLE} where none can
     */
    public static void check(KafkaAdmin admin, TopicName topic, Consumer<String> notices) {
        var leaders = Await.of(new TopicDescriptions(admin).leaders(topic.value()));
        var unreachable = new ConnectionDiagnosis(admin.settings()).unreachable(leaders);
        if (!leaders.isEmpty() && unreachable.size() == leaders.size()) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, String.join("; ", unreachable));
        }
        unreachable.forEach(sentence -> notices.accept(Text.onOneLine(sentence)));
    }
}

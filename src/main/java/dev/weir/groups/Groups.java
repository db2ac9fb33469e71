package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** Tells which groups there are, and of one its state and its members. */
@ApplicationScoped
public class Groups {

    private final KafkaAdmin admin;

    /** Asks through a admin. */
    public Groups(KafkaAdmin admin) {
        this.admin = admin;
    }

    /**
     * One group, of whatever type.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where there is no such group
     */
    public CompletionStage<GroupDetails> state(GroupId group) {
        return find(group).thenApply(found -> found.orElseThrow(() -> unknown(group)));
    }

    /** One group, or none. */
    CompletionStage<Optional<GroupDetails>> find(GroupId group) {
        return consumerGroup(group)
                .thenApply(Optional::of)
                .handle((found, thrown) ->
                        thrown != null && isUnknown(thrown) ? listedGroup(group) : done(found, thrown))
                .thenCompose(stage -> stage);
    }

    /** All groups as Kafka lists them. */
    CompletionStage<Collection<GroupListing>> listings() {
        return admin.read(admin -> admin.listGroups().all());
    }

    /** A group that is not there. */
    static Failure unknown(GroupId group) {
        return Failure.of(Failure.Kind.NOT_FOUND, "There is no group '" + group + "'");
    }

    /** Of the classic protocol or the consumer protocol; Kafka's client finds out which. */
    private CompletionStage<GroupDetails> consumerGroup(GroupId group) {
        var id = group.value();
        return admin.read(admin -> admin.describeConsumerGroups(List.of(id))
                        .describedGroups()
                        .get(id))
                .thenApply(GroupDetails::of)
                .handle((found, thrown) -> {
                    if (thrown != null && KafkaFailures.ofRead(thrown).getCause() instanceof IllegalArgumentException) {
                        return otherGroup(group);
                    }
                    return done(found, thrown);
                })
                .thenCompose(stage -> stage)
                .thenApply(found -> {
                    if (found.state().equals("Dead")) {
                        throw unknown(group);
                    }
                    return found;
                });
    }

    /** Of the classic protocol, but of members that are no consumers, such as the workers of Kafka Connect. */
    private CompletionStage<GroupDetails> otherGroup(GroupId group) {
        var id = group.value();
        return admin.read(admin -> admin.describeClassicGroups(List.of(id))
                        .describedGroups()
                        .get(id))
                .thenApply(GroupDetails::of);
    }

    private CompletionStage<GroupDetails> shareGroup(GroupId group) {
        var id = group.value();
        return admin.read(admin ->
                        admin.describeShareGroups(List.of(id)).describedGroups().get(id))
                .thenApply(GroupDetails::of);
    }

    /** A group that cannot be described as a consumer group may be of another type, which only the listing shows. */
    private CompletionStage<Optional<GroupDetails>> listedGroup(GroupId group) {
        return listings().thenCompose(listings -> listings.stream()
                .filter(listing -> listing.groupId().equals(group.value()))
                .findFirst()
                .map(listing -> listedGroup(group, listing))
                .orElse(CompletableFuture.completedStage(Optional.empty())));
    }

    private CompletionStage<Optional<GroupDetails>> listedGroup(GroupId group, GroupListing listing) {
        if (listing.type().equals(Optional.of(GroupType.SHARE))) {
            return shareGroup(group).thenApply(Optional::of);
        }
        throw Failure.of(
                Failure.Kind.UNPROCESSABLE,
                "Group '%s' is of type %s, which is listed and not described"
                        .formatted(group, listing.type().map(Object::toString).orElse("unknown")));
    }

    private static <T> CompletionStage<T> done(T found, Throwable thrown) {
        return thrown == null
                ? CompletableFuture.completedStage(found)
                : CompletableFuture.failedStage(KafkaFailures.ofRead(thrown));
    }

    private static boolean isUnknown(Throwable thrown) {
        return KafkaFailures.ofRead(thrown).kind() == Failure.Kind.NOT_FOUND;
    }
}

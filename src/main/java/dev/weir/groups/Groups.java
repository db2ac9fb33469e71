package dev.weir.groups;

import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.KafkaFailures;
import dev.weir.model.Failure;
import dev.weir.model.GroupId;
import dev.weir.model.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** Lists and describes groups. */
@ApplicationScoped
public class Groups {

    private static final Set<Failure.Kind> MAY_BE_MISSING =
            Set.of(Failure.Kind.NOT_FOUND, Failure.Kind.UNAVAILABLE, Failure.Kind.FORBIDDEN);

    private final KafkaAdmin admin;

    /** Describes the groups of this admin client. */
    public Groups(KafkaAdmin admin) {
        this.admin = admin;
    }

    /**
     * One group, of any type.
     *
     * @return fails with {@link Failure.Kind#NOT_FOUND} where it does not exist
     */
    public CompletionStage<GroupDetails> describe(GroupId group) {
        return find(group).thenApply(found -> found.orElseThrow(() -> NotFound.group(group)));
    }

    /** One group; empty where it does not exist. */
    CompletionStage<Optional<GroupDetails>> find(GroupId group) {
        return consumerGroup(group)
                .thenApply(Optional::of)
                .handle((found, thrown) ->
                        thrown != null && isUnknown(thrown) ? listedGroup(group) : result(found, thrown))
                .thenCompose(stage -> stage);
    }

    /**
     * These groups by id, from one call of the client; without those that cannot be described.
     *
     * @param consumers ids of groups whose members are consumers, or of groups without members
     * @param shares ids of share groups
     */
    public CompletionStage<Map<String, GroupDetails>> describe(
            Collection<String> consumers, Collection<String> shares) {
        var found = consumers.isEmpty()
                ? CompletableFuture.completedStage(Map.<String, GroupDetails>of())
                : admin.readEach(
                                consumers,
                                admin -> admin.describeConsumerGroups(consumers).describedGroups()::get,
                                MAY_BE_MISSING)
                        .thenApply(groups -> each(groups, GroupDetails::of));
        var sharing = shares.isEmpty()
                ? CompletableFuture.completedStage(Map.<String, GroupDetails>of())
                : admin.readEach(
                                shares,
                                admin -> admin.describeShareGroups(shares).describedGroups()::get,
                                MAY_BE_MISSING)
                        .thenApply(groups -> each(groups, GroupDetails::of));
        return found.thenCombine(sharing, (groups, others) -> {
            Map<String, GroupDetails> all = new HashMap<>(groups);
            all.putAll(others);
            return all;
        });
    }

    private static <T> Map<String, GroupDetails> each(Map<String, T> groups, Function<T, GroupDetails> details) {
        Map<String, GroupDetails> all = new HashMap<>();
        groups.forEach((id, group) -> all.put(id, details.apply(group)));
        return all;
    }

    /** All groups as Kafka lists them. */
    public CompletionStage<Collection<GroupListing>> listings() {
        return admin.read(admin -> admin.listGroups().all());
    }

    /** A group of the classic or of the consumer protocol; Kafka's client tries both. */
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
                    return result(found, thrown);
                })
                .thenCompose(stage -> stage)
                .thenApply(found -> {
                    if (found.state().equals("Dead")) {
                        throw NotFound.group(group);
                    }
                    return found;
                });
    }

    /** A classic group whose members are no consumers, such as the workers of Kafka Connect. */
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

    /** A group that cannot be described as a consumer group may have another type, which only the list has. */
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
        throw Failure.unprocessable("Group '%s' is of type %s, which is listed and not described"
                .formatted(group, listing.type().map(Object::toString).orElse("unknown")));
    }

    private static <T> CompletionStage<T> result(T found, Throwable thrown) {
        return thrown == null
                ? CompletableFuture.completedStage(found)
                : CompletableFuture.failedStage(KafkaFailures.ofRead(thrown));
    }

    private static boolean isUnknown(Throwable thrown) {
        return KafkaFailures.ofRead(thrown).kind() == Failure.Kind.NOT_FOUND;
    }
}

package dev.weir.consumers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.consumers.instance.ConsumerInstance;
import dev.weir.consumers.request.IfMatch;
import dev.weir.consumers.request.InstanceRequests;
import dev.weir.consumers.request.Subscription;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.http.access.Caller;
import dev.weir.kafka.KafkaAdmin;
import dev.weir.kafka.TopicMetadataCache;
import dev.weir.model.TopicName;
import dev.weir.reading.OffsetLookup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Says what one instance reads, from where, and how far it is done. */
@Path("/consumers/{group}/instances/{instance}")
@Consumes({MediaTypes.CONTROL, MediaTypes.JSON})
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class InstanceResource implements DeclaresQueryParameters {

    /**
     * The subscription of an instance.
     *
     * @param topics for a pattern, the topics that match now
     * @param partitions by topic, those that the group has assigned to it
     */
    @RegisterForReflection
    record SubscriptionResponse(List<String> topics, List<Map<String, List<Integer>>> partitions) {

        SubscriptionResponse {
            topics = List.copyOf(topics);
            partitions = List.copyOf(partitions);
        }

        static SubscriptionResponse of(Set<String> topics, Set<TopicPartition> assignment) {
            SortedMap<String, List<Integer>> byTopic = assignment.stream()
                    .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                    .collect(Collectors.groupingBy(
                            TopicPartition::topic,
                            TreeMap::new,
                            Collectors.mapping(TopicPartition::partition, Collectors.toList())));
            return new SubscriptionResponse(
                    topics.stream().sorted().toList(),
                    byTopic.entrySet().stream()
                            .map(entry -> Map.of(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    private final ConsumerInstances instances;
    private final TopicMetadataCache topics;
    private final OffsetLookup offsets;
    private final ObjectMapper json;
    private final Access access;

    InstanceResource(
            ConsumerInstances instances,
            TopicMetadataCache topics,
            KafkaAdmin admin,
            ObjectMapper json,
            Access access) {
        this.instances = instances;
        this.topics = topics;
        offsets = new OffsetLookup(admin, IsolationLevel.READ_COMMITTED, OffsetLookup.Leaderless.FAIL);
        this.json = json;
        this.access = access;
    }

    // A pattern is compiled, which is no work for an event loop.
    @Blocking
    @POST
    @Path("/subscription")
    public Uni<RestResponse<Void>> subscribe(
            @RestPath String group,
            @RestPath String instance,
            @RestQuery @DefaultValue("false") boolean internal,
            byte[] body) {
        return done(group, instance, (found, caller) -> {
            var subscription = InstanceRequests.subscription(json, body).ownedBy(caller);
            subscription.checkReadable(internal);
            return instances.subscribe(found, subscription);
        });
    }

    @GET
    @Path("/subscription")
    public Uni<SubscriptionResponse> subscription(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.subscription()
                .thenCombine(found.assignment(), SubscriptionResponse::of));
    }

    @DELETE
    @Path("/subscription")
    public Uni<RestResponse<Void>> unsubscribe(@RestPath String group, @RestPath String instance) {
        return done(group, instance, (found, caller) -> instances.subscribe(found, new Subscription.None()));
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("subscribe") || method.equals("assign") ? Set.of("internal") : Set.of();
    }

    @POST
    @Path("/assignments")
    public Uni<RestResponse<Void>> assign(
            @RestPath String group,
            @RestPath String instance,
            @RestQuery @DefaultValue("false") boolean internal,
            byte[] body) {
        return done(group, instance, (found, caller) -> {
            var partitions = InstanceRequests.partitions(json, body);
            partitions.forEach(partition -> new TopicName(partition.topic()).checkReadable(internal));
            var assigned = Subscription.assigned(partitions).ownedBy(caller);
            return new PartitionCheck(topics)
                    .mayCome(partitions)
                    .thenCompose(can -> instances.subscribe(found, assigned));
        });
    }

    @GET
    @Path("/assignments")
    public Uni<PartitionList> assignments(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.assignment().thenApply(PartitionList::of));
    }

    @POST
    @Path("/positions")
    public Uni<RestResponse<Void>> seek(@RestPath String group, @RestPath String instance, byte[] body) {
        return done(group, instance, (found, caller) -> {
            var wanted = InstanceRequests.positions(json, body);
            return found.checkAssigned(wanted.partitions())
                    .thenCompose(assigned ->
                            new PartitionCheck(topics).exist(wanted.times().keySet()))
                    .thenCompose(exist -> offsets.timestamps(wanted.times()))
                    .thenCompose(times -> found.seek(wanted.with(times)));
        });
    }

    @POST
    @Path("/positions/beginning")
    public Uni<RestResponse<Void>> seekToBeginning(@RestPath String group, @RestPath String instance, byte[] body) {
        return seek(group, instance, body, offsets::earliest);
    }

    @POST
    @Path("/positions/end")
    public Uni<RestResponse<Void>> seekToEnd(@RestPath String group, @RestPath String instance, byte[] body) {
        return seek(group, instance, body, offsets::latest);
    }

    @POST
    @Path("/offsets")
    public Uni<RestResponse<Void>> commit(
            @RestPath String group, @RestPath String instance, @Context HttpServerRequest request, byte[] body) {
        var lines = request.headers().getAll(HttpHeaders.IF_MATCH);
        return done(group, instance, (found, caller) -> {
            var condition = IfMatch.of(lines);
            return InstanceRequests.offsets(json, body)
                    .map(given -> {
                        check(caller, given.keySet());
                        return new PartitionCheck(topics)
                                .exist(given.keySet())
                                .thenCompose(exist -> found.commit(condition, given));
                    })
                    .orElseGet(() -> found.commit(condition));
        });
    }

    @GET
    @Path("/offsets")
    public Uni<PartitionList.Committed> committed(@RestPath String group, @RestPath String instance) {
        return answer(group, instance, found -> found.committed().thenApply(PartitionList::committed));
    }

    /** Checks the address before the body: an unknown instance is 404, whatever the body is. */
    private <T> Uni<T> answer(String group, String instance, Function<ConsumerInstance, CompletionStage<T>> question) {
        var caller = access.caller();
        return Uni.createFrom().completionStage(() -> question.apply(instances.find(caller, group, instance)));
    }

    private Uni<RestResponse<Void>> seek(
            String group,
            String instance,
            byte[] body,
            Function<Collection<TopicPartition>, CompletionStage<Map<TopicPartition, Long>>> places) {
        return done(group, instance, (found, caller) -> {
            var named = InstanceRequests.partitions(json, body);
            var partitions = named.isEmpty()
                    ? found.assignment()
                    : found.checkAssigned(named).thenApply(assigned -> named);
            return partitions
                    .thenCompose(all -> new PartitionCheck(topics).exist(all).thenCompose(exist -> places.apply(all)))
                    .thenCompose(found::seek);
        });
    }

    private Uni<RestResponse<Void>> done(
            String group, String instance, BiFunction<ConsumerInstance, Caller, CompletionStage<Void>> command) {
        var caller = access.caller();
        return answer(group, instance, found -> command.apply(found, caller)).map(nothing -> RestResponse.noContent());
    }

    private static void check(Caller caller, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> caller.check(Action.READ, new TopicName(partition.topic())));
    }
}

package dev.weir.produce;

import dev.weir.http.QueryParameters;
import dev.weir.kafka.partitioning.PartitionerType;
import dev.weir.model.Acks;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** What every form of sending can be told in the address. */
public class SendParameters {

    /** The names of those that stand in the query. */
    static final Set<String> QUERY = Set.of("acks", "partitioner", "async");

    @RestQuery
    @DefaultValue("all")
    Acks acks;

    @RestQuery
    @DefaultValue("murmur2")
    PartitionerType partitioner;

    @RestQuery
    @DefaultValue("false")
    String async;

    @HeaderParam("Prefer")
    String prefer;

    /**
     * Whether to answer before the outcome is known.
     *
     * @throws Failure where it is neither {@code true} nor {@code false}: whoever misspells it would wait for nothing
     */
    boolean isAsync() {
        return isAsync(async);
    }

    /** Whether an asynchronous send is to be answered with receipt ids. */
    boolean wantsReceipts() {
        return wantsReceipts(prefer);
    }

    /** How many replicas must have the records, for routes. */
    public static Acks acks(QueryParameters query) {
        return query.text("acks").map(Acks::fromString).orElse(Acks.ALL);
    }

    /** How partitions are chosen for records that name none, for routes. */
    public static PartitionerType partitioner(QueryParameters query) {
        return query.text("partitioner").map(PartitionerType::fromString).orElse(PartitionerType.MURMUR2);
    }

    /** As {@link #isAsync()}, of the parameter's text. */
    static boolean isAsync(String async) {
        return switch (async) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failure.invalid("'async' is true or false, and not '%s'".formatted(Printable.of(async)));
        };
    }

    /** As {@link #wantsReceipts()}, of the header {@code Prefer} (RFC 7240), null where there is none. */
    static boolean wantsReceipts(String prefer) {
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async");
    }
}

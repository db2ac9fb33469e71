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

/** The parameters that batches have in common with single records. */
public class SendParameters {

    /** The names of the query parameters. */
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
     * Whether to respond before the outcomes are known.
     *
     * @throws Failure {@link Failure.Kind#INVALID} where it is neither {@code true} nor {@code false}
     */
    boolean isAsync() {
        return isAsync(async);
    }

    /** Whether the response to an asynchronous send has receipt ids. */
    boolean wantsReceipts() {
        return wantsReceipts(prefer);
    }

    /** The acks of an endpoint. */
    public static Acks acks(QueryParameters query) {
        return query.text("acks").map(Acks::fromString).orElse(Acks.ALL);
    }

    /** The partitioner of an endpoint, for records without a partition. */
    public static PartitionerType partitioner(QueryParameters query) {
        return query.text("partitioner").map(PartitionerType::fromString).orElse(PartitionerType.MURMUR2);
    }

    /** As {@link #isAsync()}, for the text of the parameter. */
    static boolean isAsync(String async) {
        return switch (async) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failure.invalid("'async' is true or false, and not '%s'".formatted(Printable.of(async)));
        };
    }

    /** As {@link #wantsReceipts()}, for the header {@code Prefer} (RFC 7240), null without one. */
    static boolean wantsReceipts(String prefer) {
        return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async");
    }
}

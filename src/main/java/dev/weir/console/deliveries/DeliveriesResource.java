package dev.weir.console.deliveries;

import dev.weir.console.deliveries.Deliveries.IncomingCount;
import dev.weir.console.deliveries.Deliveries.OutgoingCount;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.model.Acks;
import dev.weir.produce.admission.Permits;
import dev.weir.produce.channel.Channels;
import dev.weir.produce.deliveries.DeliveryStatistics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Responds with what Weir has sent and handled. */
@Path("/deliveries")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class DeliveriesResource implements DeclaresQueryParameters {

    private static final String CHANNEL = "channel";

    private final DeliveryStatistics statistics;
    private final Permits permits;
    private final MeterRegistry metrics;
    private final Access access;

    DeliveriesResource(DeliveryStatistics statistics, Permits permits, MeterRegistry metrics, Access access) {
        this.statistics = statistics;
        this.permits = permits;
        this.metrics = metrics;
        this.access = access;
    }

    @GET
    public Deliveries deliveries() {
        var caller = access.caller();
        return new Deliveries(
                System.currentTimeMillis(),
                statistics.since(),
                permits.inFlight(),
                outgoing(),
                incoming(),
                statistics.bySecond(),
                statistics.latency(),
                statistics.byKind(),
                statistics.latestFailures().stream()
                        .filter(failure -> caller.may(Action.DESCRIBE, failure.topic()))
                        .toList());
    }

    private List<OutgoingCount> outgoing() {
        return Arrays.stream(Acks.values())
                .map(acks -> new OutgoingCount(
                        Channels.name(acks), acks.toString(), statistics.confirmed(acks), statistics.failed(acks)))
                .toList();
    }

    /** The channels that count with {@code channels.ChannelMetrics}. */
    private List<IncomingCount> incoming() {
        var handled = counts("weir.channel.records");
        var deadLetters = counts("weir.channel.dead.letters");
        return handled.entrySet().stream()
                .map(channel -> new IncomingCount(
                        channel.getKey(), channel.getValue(), deadLetters.getOrDefault(channel.getKey(), 0L)))
                .toList();
    }

    private Map<String, Long> counts(String name) {
        Map<String, Long> counts = new TreeMap<>();
        for (Counter counter : metrics.find(name).counters()) {
            counts.merge(String.valueOf(counter.getId().getTag(CHANNEL)), (long) counter.count(), Long::sum);
        }
        return counts;
    }
}

package dev.weir.produce.deliveries;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The records of each second, the oldest first.
 *
 * @param from the beginning of the first second, in milliseconds since 1970
 * @param confirmed records that Kafka has confirmed
 * @param failed records that were refused, that failed, or whose outcome is unknown
 */
@RegisterForReflection
public record DeliveriesBySecond(long from, List<Long> confirmed, List<Long> failed) {

    public DeliveriesBySecond {
        confirmed = List.copyOf(confirmed);
        failed = List.copyOf(failed);
    }
}

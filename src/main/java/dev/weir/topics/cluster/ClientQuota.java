package dev.weir.topics.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The quotas of one kind of clients.
 *
 * @param entity {@code user}, {@code client-id} or {@code ip} with its name; null stands for all without quotas of
 *     their own
 * @param limits by the name of the quota, such as {@code producer_byte_rate}
 */
@RegisterForReflection
public record ClientQuota(Map<String, String> entity, Map<String, Double> limits) {

    public ClientQuota {
        // A name may be null, which Map.copyOf refuses.
        entity = Collections.unmodifiableMap(new TreeMap<>(entity));
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }
}

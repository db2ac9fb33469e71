package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Where the state of a consumer instance is, and so which node owns the instance. */
public final class StatePartition {

    /** All nodes must agree on it, so it is no setting. */
    public static final int COUNT = 32;

    private StatePartition() {}

    /**
     * The partition of an instance, from 0: the same in every node and version.
     *
     * @param group the consumer group
     * @param instance the name of the instance
     */
    public static int of(String group, String instance) {
        return Utils.toPositive(Utils.murmur2((group + '\0' + instance).getBytes(UTF_8))) % COUNT;
    }
}

package dev.weir.consumers.instance;

import java.util.function.BooleanSupplier;

/**
 * Whether an instance may commit, and who counts the commits that Kafka refuses.
 *
 * @param allowed asked before each commit, from any thread; not, once the instance may be another node's
 * @param refused told of each refused commit
 */
public record CommitRules(BooleanSupplier allowed, Runnable refused) {}

package dev.weir.kafka;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The implementations of Caffeine that Weir's caches need in a native executable and that Quarkus does not register.
 *
 * <p>Caffeine generates a class for each combination of features and looks it up by name, for instance {@code SSMSWR}:
 * strong keys, strong values, maximum size, expiry after write, refresh. A cache with another combination needs another
 * name here; a test names it.
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.FSMS",
            "com.github.benmanes.caffeine.cache.PSAWRMW",
            "com.github.benmanes.caffeine.cache.PSWRMW",
            "com.github.benmanes.caffeine.cache.SSMSAR",
            "com.github.benmanes.caffeine.cache.SSMSWR",
            "com.github.benmanes.caffeine.cache.WSMS"
        })
final class CaffeineTypes {

    private CaffeineTypes() {}
}

package dev.weir.kafka;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Classes of libraries that are looked up by name in a native executable and that Quarkus does not register.
 *
 * <p>Caffeine generates a class for each combination of features, for instance {@code SSMSWR}: strong keys, strong
 * values, maximum size, expiry after write, refresh. A cache with another combination needs another name here; a test
 * names it. Kafka's client makes the class that {@code sasl.oauthbearer.jwt.validator.class} names: the default, or the
 * other one for clients.
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.FSMS",
            "com.github.benmanes.caffeine.cache.PSAWRMW",
            "com.github.benmanes.caffeine.cache.PSWRMW",
            "com.github.benmanes.caffeine.cache.SSMSAR",
            "com.github.benmanes.caffeine.cache.SSMSWR",
            "com.github.benmanes.caffeine.cache.WSMS",
            "org.apache.kafka.common.security.oauthbearer.ClientJwtValidator",
            "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator"
        })
final class LibraryTypes {

    private LibraryTypes() {}
}

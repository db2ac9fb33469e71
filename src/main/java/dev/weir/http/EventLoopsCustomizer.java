package dev.weir.http;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts as many event loops as there are cores, at least two, unless {@code quarkus.vertx.event-loops-pool-size} is
 * set.
 *
 * <p>Quarkus starts two for each core. No event loop of Weir blocks, and fewer of them find more to read whenever they
 * wake.
 */
@Singleton
class EventLoopsCustomizer implements VertxOptionsCustomizer {

    private static final int MIN = 2;

    private final boolean isConfigured;

    EventLoopsCustomizer(@ConfigProperty(name = "quarkus.vertx.event-loops-pool-size") Optional<Integer> configured) {
        isConfigured = configured.isPresent();
    }

    @Override
    public void accept(VertxOptions options) {
        if (!isConfigured) {
            options.setEventLoopPoolSize(Math.max(MIN, Runtime.getRuntime().availableProcessors()));
        }
    }
}

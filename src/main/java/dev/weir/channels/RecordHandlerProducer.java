package dev.weir.channels;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

/** The handler that the configuration names, unless the application brings one of its own. */
@ApplicationScoped
class RecordHandlerProducer {

    private final ChannelsConfig config;
    private final Vertx vertx;
    private volatile WebhookHandler webhook;

    RecordHandlerProducer(ChannelsConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /** Ends the start of a Weir that would have nowhere to hand its records on to. */
    void check(@Observes StartupEvent started) {
        if (config.handler() == ChannelsConfig.Handler.WEBHOOK
                && config.webhook().url().isEmpty()) {
            throw new IllegalStateException(
                    "weir.consume.handler=webhook needs weir.consume.webhook.url, where records are POSTed to");
        }
    }

    @Produces
    @DefaultBean
    @ApplicationScoped
    RecordHandler handler() {
        if (config.handler() == ChannelsConfig.Handler.LOG) {
            return new LogHandler(config.log());
        }
        webhook = new WebhookHandler(config.webhook(), vertx);
        return webhook;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent begun) {
        if (webhook != null) {
            webhook.stop();
        }
    }
}

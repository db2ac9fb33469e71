package dev.weir.channels.handler;

import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the handler that {@code weir.consume.handler} names, among the beans with an {@code @Identifier}. */
@ApplicationScoped
public class RecordHandlers {

    private final ChannelsConfig config;
    private final Map<String, InstanceHandle<RecordHandler>> handlers = new TreeMap<>();

    RecordHandlers(ChannelsConfig config, @All List<InstanceHandle<RecordHandler>> all) {
        this.config = config;
        for (var handler : all) {
            handler.getBean().getQualifiers().stream()
                    .filter(Identifier.class::isInstance)
                    .forEach(name -> handlers.put(((Identifier) name).value(), handler));
        }
    }

    /** Fails a start whose records would have no receiver. */
    void check(@Observes @Priority(2) StartupEvent started) {
        var unused = configured();
    }

    /** The handler of this configuration. */
    public RecordHandler configured() {
        var handler = handlers.get(config.handler());
        if (handler == null) {
            throw new IllegalStateException("weir.consume.handler names '%s'; the handlers are %s"
                    .formatted(config.handler(), String.join(", ", handlers.keySet())));
        }
        return handler.get();
    }
}

package dev.weir.topics;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.TopicName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** Lists topics. */
@Path("/topics")
@Produces({MediaTypes.CONTROL, MediaTypes.JSON})
class TopicsResource implements DeclaresQueryParameters {

    private final AdminDeadline deadline;
    private final Topics topics;
    private final TopicSizes sizes;
    private final Access access;

    TopicsResource(AdminDeadline deadline, Topics topics, TopicSizes sizes, Access access) {
        this.deadline = deadline;
        this.topics = topics;
        this.sizes = sizes;
        this.access = access;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("list") ? Set.of("internal", "details") : Set.of();
    }

    @GET
    public Uni<List<?>> list(
            @RestQuery @DefaultValue("false") boolean internal, @RestQuery @DefaultValue("false") boolean details) {
        var caller = access.caller();
        return deadline.read(() -> {
            var names = topics.names(internal).thenApply(all -> all.stream()
                    .filter(name -> caller.may(Action.DESCRIBE, new TopicName(name)))
                    .toList());
            return details
                    ? names.thenCompose(sizes::summaries).thenApply(all -> (List<?>) all)
                    : names.thenApply(all -> (List<?>) all);
        });
    }
}

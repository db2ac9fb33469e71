package dev.weir.topics;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.NameQuery;
import dev.weir.http.access.Access;
import dev.weir.kafka.AdminDeadline;
import dev.weir.model.NamePage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

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
        if (!method.equals("list")) {
            return Set.of();
        }
        var names = new TreeSet<>(NameQuery.PARAMETERS);
        names.addAll(Set.of("internal", "details"));
        return names;
    }

    @GET
    public Uni<RestResponse<List<?>>> list(
            @RestQuery @DefaultValue("false") boolean internal,
            @RestQuery @DefaultValue("false") boolean details,
            @BeanParam NameQuery query) {
        var selection = query.selection();
        var response = query.response();
        var caller = access.caller();
        return deadline.read(() -> topics.names(internal)
                .thenApply(all -> selection.of(all, name -> name, caller::maySee))
                .thenCompose(page -> details ? detailed(page) : CompletableFuture.completedStage(page))
                .thenApply(response));
    }

    private CompletionStage<NamePage<?>> detailed(NamePage<String> names) {
        return sizes.summaries(names.items()).thenApply(names::with);
    }
}

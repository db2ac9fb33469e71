package dev.weir.generate;

import dev.weir.cluster.forward.OtherNodes;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.model.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Starts and ends generators. */
@Path("/generators")
@Consumes({MediaTypes.JSON, MediaTypes.CONTROL})
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class GeneratorsResource implements DeclaresQueryParameters {

    private final Generators generators;
    private final Access access;
    private final OtherNodes nodes;

    GeneratorsResource(Generators generators, Access access, OtherNodes nodes) {
        this.nodes = nodes;
        this.generators = generators;
        this.access = access;
    }

    @POST
    public Uni<RestResponse<GeneratorReport>> start(GeneratorSpec spec) {
        if (spec == null) {
            throw Failure.invalid("The body is missing; it says at least a topic and a value");
        }
        var caller = access.caller();
        caller.check(Action.GENERATE, spec.topic());
        return Uni.createFrom()
                .completionStage(() -> generators.start(caller, spec))
                .map(report -> ResponseBuilder.create(RestResponse.Status.CREATED, report)
                        .header("Location", "/generators/" + report.id())
                        .build());
    }

    /** Those of this node first; the reports of other nodes are passed on as they are. */
    @GET
    public Uni<List<Object>> reports(@Context HttpServerRequest request) {
        List<Object> all = new ArrayList<>(generators.reports(access.caller()));
        return Uni.createFrom().completionStage(() -> nodes.ask(request)).map(others -> {
            others.forEach(reports -> reports.forEach(all::add));
            return all;
        });
    }

    @GET
    @Path("/{id}")
    public GeneratorReport report(@RestPath String id) {
        return generators.report(access.caller(), id);
    }

    @DELETE
    @Path("/{id}")
    public GeneratorReport stop(@RestPath String id) throws InterruptedException {
        return generators.stop(access.caller(), id);
    }
}

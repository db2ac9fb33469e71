package dev.weir.produce.receipts;

import dev.weir.cluster.forward.OtherNodes;
import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestPath;

/** Responds with receipts and their counts; {@link ReceiptStreamRoute} follows them. */
@Path("/receipts")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class ReceiptsResource implements DeclaresQueryParameters {

    private final ClientReceipts receipts;
    private final OtherNodes nodes;

    ReceiptsResource(ClientReceipts receipts, OtherNodes nodes) {
        this.receipts = receipts;
        this.nodes = nodes;
    }

    @GET
    @Path("/{id}")
    public Receipt receipt(@RestPath String id) {
        return receipts.current()
                .find(id)
                .orElseThrow(() -> Failure.of(
                        Failure.Kind.NOT_FOUND,
                        "There is no receipt '%s', or it is older than the window that is kept"
                                .formatted(Printable.of(id))));
    }

    @GET
    @Path("/summary")
    public Uni<ReceiptSummary> summary(@Context HttpServerRequest request) {
        var own = receipts.current().summary();
        return Uni.createFrom()
                .completionStage(() -> nodes.ask(request))
                .map(others -> others.stream().map(ReceiptSummary::of).reduce(own, ReceiptSummary::plus));
    }
}

package dev.weir.produce.receipts;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Tells what became of asynchronous sends: the success and the error channel of an asynchronous producer. */
@Path("/receipts")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class ReceiptsResource implements DeclaresQueryParameters {

    private final Receipts receipts;

    ReceiptsResource(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public Set<String> query(String method) {
        return method.equals("follow") ? Set.of("from") : Set.of();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<OutboundSseEvent> follow(
            @HeaderParam("Last-Event-ID") String last,
            @RestQuery @DefaultValue("latest") String from,
            @Context Sse sse) {
        if (!from.equals("latest") && !from.equals("earliest")) {
            throw Failure.invalid("from is latest or earliest, not '" + Printable.of(from) + "'");
        }
        return new ReceiptEvents(receipts, sse).after(last, from.equals("earliest"));
    }

    @GET
    @Path("/{id}")
    public Receipt receipt(@RestPath String id) {
        return receipts.find(id)
                .orElseThrow(() -> Failure.of(
                        Failure.Kind.NOT_FOUND,
                        "There is no receipt '%s', or it is older than the window that is kept"
                                .formatted(Printable.of(id))));
    }

    @GET
    @Path("/summary")
    public ReceiptSummary summary() {
        return receipts.summary();
    }
}

package dev.weir.produce.receipts;

import dev.weir.http.DeclaresQueryParameters;
import dev.weir.http.MediaTypes;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestPath;

/** Responds with receipts and their counts; {@link ReceiptStreamRoute} follows them. */
@Path("/receipts")
@Produces({MediaTypes.JSON, MediaTypes.CONTROL})
class ReceiptsResource implements DeclaresQueryParameters {

    private final ClientReceipts receipts;

    ReceiptsResource(ClientReceipts receipts) {
        this.receipts = receipts;
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
    public ReceiptSummary summary() {
        return receipts.current().summary();
    }
}

package dev.weir.produce.receipts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.http.MediaTypes;
import dev.weir.http.ResponseTypes;
import dev.weir.http.access.Access;
import dev.weir.http.access.Action;
import dev.weir.http.access.ClientPlaces;
import dev.weir.http.endpoint.Endpoint;
import dev.weir.http.endpoint.EndpointHandler;
import dev.weir.http.endpoint.Exchange;
import dev.weir.model.Failure;
import dev.weir.model.Printable;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Follows receipts as they are closed: {@code GET /receipts}.
 *
 * <p>A route and not a resource, because the REST layer logs every client that disconnects as an error.
 */
@Singleton
class ReceiptStreamRoute implements EndpointHandler {

    private static final Endpoint ENDPOINT =
            Endpoint.get("/receipts", ResponseTypes.of(List.of(MediaTypes.EVENTS)), "from");

    private final ClientReceipts clients;
    private final Access access;
    private final ObjectMapper json;
    private final ClientPlaces places = new ClientPlaces("receipt stream");

    ReceiptStreamRoute(ClientReceipts clients, Access access, ObjectMapper json) {
        this.access = access;
        this.clients = clients;
        this.json = json;
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public void handle(Exchange exchange) {
        var from = exchange.query().text("from").orElse("latest");
        if (!from.equals("latest") && !from.equals("earliest")) {
            throw Failure.invalid("from is latest or earliest, not '" + Printable.of(from) + "'");
        }
        if (exchange.isHead()) {
            exchange.respondToHead();
            return;
        }
        var caller = access.caller();
        places.enter(caller);
        exchange.onOver(() -> places.leave(caller));
        var receipts = clients.current();
        var events = new ReceiptEvents(receipts, json);
        long last = events.last(exchange.request().getHeader("Last-Event-ID"), from.equals("earliest"));
        var stream = new ReceiptStream(exchange, receipts, events, last);
        stream.start();
        exchange.recheck(() -> caller.current().checkAnywhere(Action.PRODUCE), stream::fail);
    }
}

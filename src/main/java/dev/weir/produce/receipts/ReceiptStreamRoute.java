package dev.weir.produce.receipts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cluster.forward.OtherNodes;
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
import java.util.function.UnaryOperator;

/**
 * Follows receipts as they are closed, at all nodes: {@code GET /receipts}.
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
    private final OtherNodes nodes;
    private final ClientPlaces places = new ClientPlaces("receipt stream");

    ReceiptStreamRoute(ClientReceipts clients, Access access, ObjectMapper json, OtherNodes nodes) {
        this.access = access;
        this.clients = clients;
        this.json = json;
        this.nodes = nodes;
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
        // The client has its place at the node that it has asked.
        if (!nodes.isFromNode(exchange.request())) {
            places.enter(caller);
            exchange.onOver(() -> places.leave(caller));
        }
        var receipts = clients.current();
        var positions = ReceiptPositions.of(exchange.request().getHeader("Last-Event-ID"));
        var merged = nodes.isAsked(exchange.request());
        var events = new ReceiptEvents(receipts, json, merged ? positions::moved : UnaryOperator.identity());
        boolean fromEarliest = from.equals("earliest");
        long last = !positions.isNew() ? positions.sequence(receipts.run()) : fromEarliest ? 0 : receipts.newest();
        var stream = new ReceiptStream(exchange, receipts, events, last);
        var path = exchange.request().path();
        var others = new OtherReceipts(stream, positions, path, fromEarliest || !positions.isNew());
        stream.start(nodes.follow(exchange.request(), others), clients.isOfNode());
        exchange.recheck(() -> caller.current().checkAnywhere(Action.PRODUCE), stream::fail);
    }
}

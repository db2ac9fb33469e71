package dev.weir.produce.receipts;

import dev.weir.http.access.Access;
import dev.weir.produce.channel.ProduceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The receipts of each client; no client sees those of another. */
@ApplicationScoped
public class ClientReceipts {

    private final Access access;
    private final ReceiptWindow window;
    private final ConcurrentMap<String, Receipts> byOwner = new ConcurrentHashMap<>();

    ClientReceipts(ProduceConfig config, Access access) {
        this.access = access;
        window = new ReceiptWindow(config.maxReceipts());
    }

    /** Those of the client of the current request. */
    public Receipts current() {
        return byOwner.computeIfAbsent(access.caller().owner(), first -> new Receipts(window));
    }
}

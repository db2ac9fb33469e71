package dev.weir.produce.receipts;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.cluster.NodeIds;
import dev.weir.http.access.Access;
import dev.weir.produce.channel.ProduceConfig;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The receipts of each client; no client sees those of another. */
@Singleton
public class ClientReceipts {

    private final Access access;
    private final ReceiptWindow window;
    private final Ticker ticker;
    private final NodeIds ids;
    private final ConcurrentMap<String, Receipts> byOwner = new ConcurrentHashMap<>();

    ClientReceipts(ProduceConfig config, Access access, Ticker ticker, NodeIds ids) {
        this.access = access;
        this.ticker = ticker;
        this.ids = ids;
        window = new ReceiptWindow(config.maxReceipts());
    }

    /** Those of the client of the current request. */
    public Receipts current() {
        return byOwner.computeIfAbsent(access.caller().owner(), first -> new Receipts(window, first, ticker, ids::of));
    }

    /** Whether this Weir is one of several nodes, so that a client may resume at another one. */
    boolean isOfNode() {
        return !ids.isAlone();
    }
}

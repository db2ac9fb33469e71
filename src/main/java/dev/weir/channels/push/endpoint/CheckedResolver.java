package dev.weir.channels.push.endpoint;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Resolves the host of a push to an address that Weir may connect to. The connection is made to that very address, so a
 * name that resolves differently a moment later (DNS rebinding) gains nothing.
 *
 * <p>For use by one event loop.
 */
final class CheckedResolver {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final String host;
    private final String allowKey;
    private final AddressRules rules;
    private final Ticker ticker;
    private final Vertx vertx;
    private List<InetAddress> addresses = List.of();
    private long resolvedNanos;
    private int next;

    /**
     * Resolves one host.
     *
     * @param allowKey the setting that allows hosts by name, for messages
     */
    CheckedResolver(String host, String allowKey, AddressRules rules, Ticker ticker, Vertx vertx) {
        this.host = host;
        this.allowKey = allowKey;
        this.rules = rules;
        this.ticker = ticker;
        this.vertx = vertx;
    }

    /** An address; fails with an {@link UnknownHostException} that says why there is none. */
    Future<InetAddress> resolve() {
        if (!addresses.isEmpty() && ticker.read() - resolvedNanos < MAX_AGE.toNanos()) {
            return Future.succeededFuture(current());
        }
        return vertx.executeBlocking(this::lookUp, false).map(found -> {
            addresses = found;
            resolvedNanos = ticker.read();
            return current();
        });
    }

    /** The address could not be connected to: the next one of the host is used, and the name resolved again soon. */
    void failed() {
        next++;
        if (next % Math.max(1, addresses.size()) == 0) {
            resolvedNanos = ticker.read() - TimeUnit.NANOSECONDS.convert(MAX_AGE);
        }
    }

    private InetAddress current() {
        return addresses.get(next % addresses.size());
    }

    private List<InetAddress> lookUp() throws UnknownHostException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException("its host cannot be resolved");
        }
        var allowed = Arrays.stream(all)
                .filter(address -> rules.refusal(host, address).isEmpty())
                .toList();
        if (allowed.isEmpty()) {
            throw new UnknownHostException("Weir does not connect to it: %s; %s allows its host by name"
                    .formatted(rules.refusal(host, all[0]).orElseThrow(), allowKey));
        }
        return allowed;
    }
}

package dev.weir.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection between two programs that a test can cut. */
public final class TcpProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile boolean cut;

    /** From a port to another one of this machine. */
    public TcpProxy(int port, int target) {
        NetServer server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(port))
                .connectHandler(incoming -> connect(incoming, target));
        this.port =
                server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private void connect(NetSocket incoming, int target) {
        if (cut) {
            incoming.close();
            return;
        }
        incoming.pause();
        sockets.add(incoming);
        client.connect(target, "127.0.0.1")
                .onSuccess(outgoing -> {
                    sockets.add(outgoing);
                    incoming.closeHandler(closed -> outgoing.close());
                    outgoing.closeHandler(closed -> incoming.close());
                    incoming.pipeTo(outgoing);
                    outgoing.pipeTo(incoming);
                })
                .onFailure(refused -> incoming.close());
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Closes all connections, and lets none through until it is mended. */
    public void cut() {
        cut = true;
        sockets.forEach(NetSocket::close);
        sockets.clear();
    }

    /** Lets nothing more through the connections that there are; those to come are not concerned. */
    public void hold() {
        sockets.forEach(NetSocket::pause);
    }

    /** Lets connections through again. */
    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

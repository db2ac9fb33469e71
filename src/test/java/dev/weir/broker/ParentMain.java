package dev.weir.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A JVM that starts a broker and waits to be killed; its only line of output has the broker's process id and address.
 */
final class ParentMain {

    private ParentMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var broker = BrokerProcess.standalone(Path.of(arguments[0]), LoopbackPorts.freePort(), Map.of());
        broker.start();
        System.out.println("broker " + broker.pid() + " " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}

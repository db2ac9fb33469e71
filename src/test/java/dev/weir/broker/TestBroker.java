package dev.weir.broker;

import java.util.List;
import java.util.Map;

/**
 * The broker that all tests of a run share; the first test that needs it starts it.
 *
 * <p>It ends with the JVM. It does not create topics automatically, and no test may stop it: a test that needs to do so
 * starts a {@link BrokerProcess} or a {@link TestCluster} of its own.
 */
public final class TestBroker {

    // Quarkus loads this class once for each of its class loaders; only the JVM's own things are shared by all of them.
    private static final String SHARED = TestBroker.class.getName();

    private TestBroker() {}

    /** The address for {@code kafka.bootstrap.servers}. */
    public static String bootstrapServers() {
        synchronized (ClassLoader.getSystemClassLoader()) {
            if (System.getProperty(SHARED) == null) {
                var broker =
                        BrokerProcess.standalone(Scratch.newDirectory("shared"), LoopbackPorts.freePort(), Map.of());
                broker.start();
                System.setProperty(SHARED, broker.bootstrapServers());
            }
            return System.getProperty(SHARED);
        }
    }

    /**
     * A broker of its own for a test that stops, kills or pauses it; not started yet.
     *
     * @param name of its directory
     */
    public static BrokerProcess another(String name) {
        return another(name, Map.of());
    }

    /**
     * The same with a configuration of its own.
     *
     * @param overrides broker properties; {@code listeners} are those beside its own
     */
    public static BrokerProcess another(String name, Map<String, String> overrides) {
        return BrokerProcess.standalone(Scratch.newDirectory(name), LoopbackPorts.freePort(), overrides);
    }

    /**
     * The same at a port of the caller's choice, which {@code advertised.listeners} can name.
     *
     * @param port of the broker's own listener, {@code PLAINTEXT}
     */
    public static BrokerProcess another(String name, int port, Map<String, String> overrides) {
        return another(name, port, overrides, List.of());
    }

    /**
     * The same with options of its JVM.
     *
     * @param port of the broker's own listener, {@code PLAINTEXT}
     * @param options such as system properties, which Kafka reads beside its configuration
     */
    public static BrokerProcess another(String name, int port, Map<String, String> overrides, List<String> options) {
        return new BrokerProcess(
                new BrokerDirectory(Scratch.newDirectory(name)), NodeConfig.standalone(port, overrides), options);
    }

    /** A port that is free now. */
    public static int freePort() {
        return LoopbackPorts.freePort();
    }
}

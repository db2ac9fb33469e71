package dev.weir.broker;

import java.util.Map;

/**
 * The one broker that all tests of a run share, started by the first that asks.
 *
 * <p>It ends with the JVM. Topics are not created by asking for them, and nobody may stop it: a test that wants to do so
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
                var broker = BrokerProcess.standalone(Scratch.newDirectory("shared"), Loopback.freePort(), Map.of());
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
     * A broker of its own, which is to be other than the rest; not started yet.
     *
     * @param overrides broker properties
     */
    public static BrokerProcess another(String name, Map<String, String> overrides) {
        return BrokerProcess.standalone(Scratch.newDirectory(name), Loopback.freePort(), overrides);
    }
}

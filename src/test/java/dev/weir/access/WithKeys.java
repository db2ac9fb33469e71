package dev.weir.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** A Weir whose clients have keys. */
public final class WithKeys implements QuarkusTestProfile {

    static final TestKeys KEYS = new TestKeys("with-keys");

    /** May do everything with topics and groups of its own prefix, and with Kafka's topics. */
    public static final String ADMIN = KEYS.add("admin", "admin");

    /** May do everything that orders needs, with topics {@code orders*} and groups {@code orders*}. */
    public static final String ORDERS = KEYS.add("orders-app", "orders");

    /** May watch topics {@code orders*}, and see what became of records. */
    public static final String WATCHER = KEYS.add("watcher", "watcher");

    /** As orders, and another client. */
    static final String ORDERS_TOO = KEYS.add("orders-too", "orders");

    /** Has a role that no rule names. */
    public static final String NOBODY = KEYS.add("nobody", "visitor");

    /** Adds a client, whose key is returned. */
    public static String add(String name, String role) {
        return KEYS.add(name, role);
    }

    /** Removes a client and its key. */
    public static void remove(String name) {
        KEYS.remove(name);
    }

    /** Gives a client another role. */
    public static void replaceRole(String name, String role) {
        KEYS.replaceRoles(name, role);
    }

    private static final String EVERYTHING =
            "produce,read,describe,offsets,create,alter,delete,truncate,generate,dead-letters,metrics";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>();
        all.put("weir.auth.keys-file", KEYS.file().toString());
        // Tests that wait for a line are faster than clients are.
        all.put("weir.audit.refusals-per-second", "100000");
        all.put("weir.access.admin.topics", "*");
        all.put("weir.access.admin.groups", "*");
        all.put("weir.access.admin.may", EVERYTHING);
        // May generate nothing, and look at what it has generated.
        all.put("weir.access.generators.topics", "none");
        all.put("weir.access.generators.may", "generate,describe");
        all.put("weir.access.watcher.topics", "orders*");
        all.put("weir.access.watcher.may", "describe,metrics");
        // May send back no dead letters, and look at what it has sent back.
        all.put("weir.access.redrivers.topics", "none");
        all.put("weir.access.redrivers.may", "read,dead-letters,describe");
        all.put("weir.access.orders-app.roles", "orders");
        all.put("weir.access.orders-app.topics", "orders*");
        all.put("weir.access.orders-app.groups", "orders*");
        all.put(
                "weir.access.orders-app.may",
                "produce,read,describe,offsets,create,alter,delete,truncate,generate,dead-letters");
        return all;
    }
}

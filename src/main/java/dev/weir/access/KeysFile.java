package dev.weir.access;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the keys file, as it is now.
 *
 * <p>The file is read every second: it is small, and neither its time nor its size tells every change. A key that is no
 * longer in it is refused from then on. When the file cannot be read no key is valid, because a key that was to be
 * removed must not live on.
 */
@ApplicationScoped
class KeysFile {

    private static final long INTERVAL_MILLIS = 1_000;

    /** Where in an identity the name stands that the caller has among all that Weir authenticates. */
    static final String OWNER = "weir.owner";

    /** Where in an identity the hash of the key stands. */
    private static final String SHA256 = "weir.key-sha256";

    private static final class Entry {

        private final byte[] hash;
        private final SecurityIdentity identity;

        Entry(ApiKey key) {
            hash = HexFormat.of().parseHex(key.sha256());
            identity = identityOf(key);
        }

        long id() {
            return ByteBuffer.wrap(hash).getLong();
        }
    }

    private final Optional<Path> file;
    private final Vertx vertx;
    private volatile Map<Long, Entry> byHash = Map.of();
    private volatile String content = "";
    private Long timer;

    KeysFile(AuthenticationConfig config, Vertx vertx) {
        file = config.keysFile();
        this.vertx = vertx;
    }

    /** Before anything is served or connected. */
    void start(@Observes @Priority(1) StartupEvent started) {
        if (file.isEmpty()) {
            return;
        }
        var problems = load();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("weir.auth.keys-file: " + String.join("; ", problems));
        }
        timer = vertx.setPeriodic(
                INTERVAL_MILLIS,
                tick -> vertx.executeBlocking(() -> {
                    load().forEach(problem -> Log.errorf("The keys file changed and is not valid: %s", problem));
                    return null;
                }));
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** Whether clients can have keys. */
    boolean isOn() {
        return file.isPresent();
    }

    /** The client that a key belongs to; compared in constant time. */
    Optional<SecurityIdentity> find(String secret) {
        return find(ApiKey.hash(secret));
    }

    /** A client that had a key before, with the roles that the key has now; empty where the key is removed. */
    Optional<SecurityIdentity> current(SecurityIdentity before) {
        return find(HexFormat.of().parseHex(before.getAttribute(SHA256)));
    }

    private Optional<SecurityIdentity> find(byte[] hash) {
        var entry = byHash.get(ByteBuffer.wrap(hash).getLong());
        return entry != null && MessageDigest.isEqual(entry.hash, hash)
                ? Optional.of(entry.identity)
                : Optional.empty();
    }

    /** Takes the file as it is now, and returns what is wrong with it; lines that are valid count all the same. */
    private synchronized List<String> load() {
        String now;
        try {
            now = Files.readString(file.get());
        } catch (IOException unreadable) {
            now = null;
        }
        if (now == null) {
            boolean isNews = content != null;
            content = null;
            byHash = Map.of();
            return isNews ? List.of("'%s' cannot be read, so no key is valid".formatted(file.get())) : List.of();
        }
        if (now.equals(content)) {
            return List.of();
        }
        boolean isReload = timer != null;
        content = now;
        List<String> problems = new ArrayList<>();
        byHash = parse(now, problems);
        if (isReload) {
            Log.infof("The keys file was read again; it has %d keys", byHash.size());
        }
        return problems;
    }

    private Map<Long, Entry> parse(String text, List<String> problems) {
        Map<Long, Entry> keys = new HashMap<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                var key = ApiKey.parse(line);
                if (!names.add(key.name())) {
                    problems.add("'%s' line %d names '%s' again".formatted(file.get(), number, key.name()));
                    continue;
                }
                var entry = new Entry(key);
                keys.put(entry.id(), entry);
            } catch (IllegalArgumentException malformed) {
                problems.add("'%s' line %d: %s".formatted(file.get(), number, malformed.getMessage()));
            }
        }
        return Map.copyOf(keys);
    }

    private static SecurityIdentity identityOf(ApiKey key) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(key.name()))
                .addRoles(key.roles())
                .addAttribute(OWNER, "key:" + key.name())
                .addAttribute(SHA256, key.sha256())
                .build();
    }
}

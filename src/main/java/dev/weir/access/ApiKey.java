package dev.weir.access;

import dev.weir.model.Count;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API key as the keys file has it: a hash, never the key.
 *
 * <p>A key has 256 random bits, so one round of SHA-256 is enough: there are no likely keys to try.
 *
 * @param name of the client
 * @param sha256 of the key, in hexadecimal
 */
public record ApiKey(String name, String sha256, Set<String> roles) {

    /** The prefix of every key, which distinguishes keys from tokens and makes leaked ones searchable. */
    public static final String PREFIX = "weir_";

    private static final int BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ROLE = Pattern.compile("[^\\s,:]{1,100}");

    public ApiKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("its name takes 1 to 100 of the characters a-z A-Z 0-9 . _ -");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("its sha256 takes 64 of the characters 0-9 a-f");
        }
        for (var role : roles) {
            if (!ROLE.matcher(role).matches()) {
                throw new IllegalArgumentException(
                        "its role takes 1 to 100 characters without a space, comma or colon");
            }
        }
        roles = Set.copyOf(roles);
    }

    /**
     * A new key for a client.
     *
     * @param secret the key itself, which is nowhere else
     */
    public record Created(String secret, ApiKey key) {}

    /** Makes a key. */
    public static Created create(String name, List<String> roles) {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new Created(
                secret, new ApiKey(name, HexFormat.of().formatHex(hash(secret)), new LinkedHashSet<>(roles)));
    }

    /**
     * Reads a line of the keys file.
     *
     * @throws IllegalArgumentException with what is wrong, without the line: it could hold a key by mistake
     */
    static ApiKey parse(String line) {
        var parts = line.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "it has %s, and a line has three: name, sha256, and roles with commas between them"
                            .formatted(Count.of(parts.length, "part")));
        }
        return new ApiKey(
                parts[0].strip(),
                parts[1].strip(),
                parts[2].isBlank()
                        ? Set.of()
                        : new LinkedHashSet<>(List.of(parts[2].strip().split("\\s*,\\s*", -1))));
    }

    /** The line of the keys file. */
    public String line() {
        return name + ":" + sha256 + ":"
                + String.join(",", roles.stream().sorted().toList());
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

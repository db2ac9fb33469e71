package dev.weir.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.consumers.request.InstanceName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The {@code group.instance.id} of an instance, the same in every node, so that Kafka lets one of them go on where
 * another was and refuses the other.
 */
final class StaticMemberId {

    private static final int MAX_LENGTH = 249;
    private static final int HASH_LENGTH = 16;

    private StaticMemberId() {}

    /**
     * The id: up to 249 of the characters that Kafka takes.
     *
     * @param cluster two clusters may have an instance of the same name in the same group
     */
    static String of(String cluster, InstanceName name) {
        var plain = "weir-" + cluster + "-" + name.instance();
        if (name.owner().isEmpty() && plain.length() <= MAX_LENGTH) {
            return plain;
        }
        // Instances of two clients may have the same name.
        var start = plain.substring(0, Math.min(plain.length(), MAX_LENGTH - HASH_LENGTH - 1));
        return start + "-" + hash(name.owner() + '\0' + name.instance());
    }

    private static String hash(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().encodeToString(bytes).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

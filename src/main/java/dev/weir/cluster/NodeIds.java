package dev.weir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of what a node keeps in its memory, by which every node knows which of them has it. */
@Singleton
public class NodeIds {

    private static final Pattern TAGGED = Pattern.compile("[^.]+\\.([0-9a-f]{8})");
    private static final int TAG_BYTES = 4;

    private final String suffix;

    NodeIds(ClusterConfig config) {
        suffix = ClusterSettings.of(config)
                .map(settings -> "." + tag(settings.url()))
                .orElse("");
    }

    /**
     * An id that no other node gives.
     *
     * @param id unique in this node, without a dot; a Weir alone leaves it as it is
     */
    public String of(String id) {
        return id + suffix;
    }

    /** Whether there are no other nodes, and ids have no tag. */
    public boolean isAlone() {
        return suffix.isEmpty();
    }

    /** Whether this node has given an id, or no node has. */
    public boolean isOwn(String id) {
        return id.endsWith(suffix) || tagOf(id).isEmpty();
    }

    /** The tag of the node that has given an id; empty for another text. */
    public static Optional<String> tagOf(String id) {
        var parts = TAGGED.matcher(id);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /** The end of the ids of a node, by its address. */
    static String tag(String url) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

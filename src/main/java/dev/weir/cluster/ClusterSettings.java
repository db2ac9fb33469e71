package dev.weir.cluster;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import dev.weir.model.TopicName;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a node, valid by construction.
 *
 * @param name of the cluster
 * @param url the address of this node, without a slash at the end
 * @param topic of the states
 */
record ClusterSettings(String name, String url, TopicName topic) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");
    private static final int MAX_URL_LENGTH = 200;

    /**
     * The settings of this Weir; empty where it is alone.
     *
     * @throws ConfigurationException where one of them is missing or malformed
     */
    static Optional<ClusterSettings> of(ClusterConfig config) {
        return config.name().map(name -> of(name, config));
    }

    private static ClusterSettings of(String name, ClusterConfig config) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "weir.cluster.name is 1 to 100 of the characters a-z A-Z 0-9 . _ -, not '%s'"
                            .formatted(Printable.of(name)));
        }
        var url = config.url()
                .orElseThrow(() -> new ConfigurationException(
                        "weir.cluster.name is set, and weir.cluster.url is not: the address at which the other nodes"
                                + " reach this one, such as http://10.0.0.1:8080"));
        if (!isAddress(url)) {
            throw new ConfigurationException(
                    "weir.cluster.url is http:// or https:// with a host and a port, and nothing behind it, not '%s'"
                            .formatted(Printable.of(url)));
        }
        try {
            return new ClusterSettings(name, url, new TopicName(config.topic()));
        } catch (Failure malformed) {
            throw new ConfigurationException("weir.cluster.topic: " + malformed.getMessage());
        }
    }

    /** Whether a text is the address of a node and nothing else; texts from Kafka are checked too. */
    static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            return text.length() <= MAX_URL_LENGTH
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && text.equals(uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** The group whose members are the nodes. */
    String group() {
        return NodeGroups.PREFIX + name;
    }
}

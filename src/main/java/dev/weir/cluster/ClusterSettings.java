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
    private static final int MAX_PORT = 65_535;

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
        problem(url).ifPresent(problem -> {
            throw new ConfigurationException(
                    "weir.cluster.url is http:// or https:// with a host and a port, such as http://10.0.0.1:8080; '%s' %s"
                            .formatted(Printable.of(url), problem));
        });
        try {
            return new ClusterSettings(name, url, new TopicName(config.topic()));
        } catch (Failure malformed) {
            throw new ConfigurationException("weir.cluster.topic: " + malformed.getMessage());
        }
    }

    /** Whether a text is the address of a node and nothing else; texts from Kafka are checked too. */
    static boolean isAddress(String text) {
        return problem(text).isEmpty();
    }

    /** Why a text is no address of a node; empty for one that is. */
    private static Optional<String> problem(String text) {
        if (text.length() > MAX_URL_LENGTH) {
            return Optional.of("is longer than %d characters".formatted(MAX_URL_LENGTH));
        }
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            return Optional.of("begins with neither http:// nor https://");
        }
        try {
            return problem(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.of("is malformed: " + malformed.getReason());
        }
    }

    private static Optional<String> problem(URI uri) {
        if (uri.getHost() == null) {
            // The class takes an authority with an underscore, and finds no host in it.
            return Optional.of("has no host that is made of letters, digits, dots and hyphens");
        }
        if (uri.getPort() <= 0 || uri.getPort() > MAX_PORT) {
            return Optional.of("has no port from 1 to %d".formatted(MAX_PORT));
        }
        return uri.toString().equals(uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort())
                ? Optional.empty()
                : Optional.of("has more than that");
    }

    /** The group whose members are the nodes. */
    String group() {
        return NodeGroups.PREFIX + name;
    }
}

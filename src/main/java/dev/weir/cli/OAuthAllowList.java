package dev.weir.cli;

import java.util.Map;

/**
 * Where Kafka's clients may fetch OAuth tokens and keys from: the addresses and files that the environment lists.
 *
 * <p>Kafka reads the lists from system properties, and without them allows nothing. They are set by the program and not
 * by its scripts, so that they hold for the images and the native executable too.
 */
final class OAuthAllowList {

    /** Names of environment variables, and the properties of Kafka with the same values: lists separated by commas. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "WEIR_OAUTH_URLS", "org.apache.kafka.sasl.oauthbearer.allowed.urls",
            "WEIR_OAUTH_FILES", "org.apache.kafka.sasl.oauthbearer.allowed.files");

    private OAuthAllowList() {}

    /** Sets the properties that are absent; takes effect for clients that are created afterwards. */
    static void install(Map<String, String> environment) {
        PROPERTIES.forEach((variable, property) -> {
            var allowed = environment.get(variable);
            if (allowed != null && System.getProperty(property) == null) {
                System.setProperty(property, allowed);
            }
        });
    }
}

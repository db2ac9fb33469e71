package dev.weir.kafka.diagnosis;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The innermost reason of an exception as text for a person, with what to do about it where that is known.
 *
 * <p>The messages of Kafka's clients are "SSL handshake failed" or "Failed to create new KafkaAdminClient"; the reason
 * is some causes deeper.
 */
public final class RootCause {

    /** Part of a message of the JDK or of Kafka, and what it means for the settings of a client. */
    private record Advice(String part, String advice) {}

    private static final List<Advice> ADVICE = List.of(
            new Advice(
                    "valid certification path",
                    "the broker's certificate is of a CA that is not in ssl.truststore.location"),
            new Advice("trustAnchors parameter must be non-empty", "ssl.truststore.location has no certificate in it"),
            new Advice(
                    "subject alternative",
                    "the broker's certificate is for other names; connect to one of its names, or have it made for this one"
                            + " (an empty ssl.endpoint.identification.algorithm ends the check)"),
            new Advice(
                    "No name matching",
                    "the broker's certificate is for other names; connect to one of its names, or have it made for this one"
                            + " (an empty ssl.endpoint.identification.algorithm ends the check)"),
            new Advice(
                    "certificate_required", "the broker wants a certificate of the client; set ssl.keystore.location"),
            new Advice(
                    "bad_certificate",
                    "the broker wants a certificate of the client that it trusts; see ssl.keystore.location"),
            new Advice("NotAfter", "the broker's certificate has expired"),
            new Advice("NotBefore", "the broker's certificate is not valid yet"),
            new Advice("password was incorrect", "see ssl.truststore.password and ssl.keystore.password"),
            new Advice("oauthbearer.allowed.urls", "list the address in the variable WEIR_OAUTH_URLS"),
            new Advice("oauthbearer.allowed.files", "list the file in the variable WEIR_OAUTH_FILES"),
            new Advice("KafkaClient", "set sasl.jaas.config"),
            new Advice("JAAS", "sasl.jaas.config is CLASS required NAME=\"VALUE\" .. and a semicolon"),
            new Advice(
                    "default realm", "GSSAPI needs Kerberos: a krb5.conf with a default realm, and a ticket or keytab"),
            new Advice("krb5.conf", "GSSAPI needs Kerberos: a krb5.conf with a default realm, and a ticket or keytab"),
            new Advice(
                    "does not support METADATA",
                    "this is a KRaft controller, which has no topics; name the address of a broker"),
            new Advice("serviceName", "set sasl.kerberos.service.name, most often to kafka"),
            new Advice(
                    "enabled mechanisms are []",
                    "the broker has no SASL at this port; set security.protocol without it"));

    private static final int MAX_CAUSES = 50;

    private RootCause() {}

    /** The reason, on one line and without class names. */
    public static String of(Throwable thrown) {
        var reasons =
                causes(thrown).map(RootCause::reason).filter(Objects::nonNull).toList();
        for (int i = reasons.size() - 1; i >= 0; i--) {
            var reason = reasons.get(i);
            var known = ADVICE.stream()
                    .filter(advice -> reason.contains(advice.part()))
                    .findFirst();
            if (known.isPresent()) {
                return "%s (%s)".formatted(known.get().advice(), reason);
            }
        }
        return reasons.isEmpty() ? "no reason is given" : reasons.get(reasons.size() - 1);
    }

    private static String reason(Throwable cause) {
        var message = cause.getMessage();
        if (cause instanceof NoSuchFileException) {
            return "there is no file " + message;
        }
        return message == null || message.isBlank() ? null : sentence(message);
    }

    /** An exception and its causes, from the outermost to the innermost; not for ever where they are a circle. */
    public static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    /** A cause that is only the text of another begins with the name of its class. */
    private static String sentence(String message) {
        return message.replaceFirst("^(?:(?:[a-z]\\w*\\.)*[A-Z]\\w*(?:Exception|Error): )+", "")
                .lines()
                .map(String::strip)
                .reduce((one, next) -> one + " " + next)
                .orElse(message)
                .replaceFirst("\\.$", "");
    }
}

package dev.weir.channels.push.endpoint;

import io.quarkus.tls.TlsConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the records of a push go, and how.
 *
 * @param name of the push
 * @param headers of each request; their values are secret
 * @param contentType of values whose record names none
 * @param timeout of a request, from connecting to the end of the response
 * @param connections the maximum number of requests at once
 * @param multiplexing whether HTTP/2 is used where the receiver has it
 * @param allowedHosts names whose addresses are not checked
 * @param secretsFile has the secrets that sign requests; empty for requests without a signature
 * @param tls of https; empty for the certificates that the JVM trusts
 */
public record EndpointSettings(
        String name,
        EndpointUrl url,
        Map<String, String> headers,
        PushContent content,
        String contentType,
        Duration timeout,
        int connections,
        boolean multiplexing,
        Set<String> allowedHosts,
        Optional<Path> secretsFile,
        Optional<TlsConfiguration> tls) {

    public EndpointSettings {
        headers = Map.copyOf(headers);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return name + " to " + url;
    }
}

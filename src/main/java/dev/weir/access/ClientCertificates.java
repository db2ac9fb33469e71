package dev.weir.access;

import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.vertx.core.http.ClientAuth;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Has the server ask clients for certificates, and reads their names.
 *
 * <p>Quarkus's own property for it, {@code quarkus.http.ssl.client-auth}, is fixed when Weir is built.
 */
@Singleton
class ClientCertificates {

    private final AuthenticationConfig config;

    ClientCertificates(AuthenticationConfig config) {
        this.config = config;
    }

    void configure(@Observes HttpSecurity security) {
        if (config.clientCertificates() != ClientAuth.NONE) {
            security.mTLS(config.clientCertificates());
        }
    }

    /** The common name of a client's certificate; empty where the client has none. */
    static Optional<String> commonName(SecurityIdentity identity) {
        var credential = identity.getCredential(CertificateCredential.class);
        return credential == null
                ? Optional.empty()
                : commonName(
                        credential.getCertificate().getSubjectX500Principal().getName());
    }

    static Optional<String> commonName(String distinguishedName) {
        try {
            return new LdapName(distinguishedName)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException malformed) {
            return Optional.empty();
        }
    }
}

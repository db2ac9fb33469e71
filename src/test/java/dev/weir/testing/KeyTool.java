package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Key stores for tests, made by the JDK's own tool. */
public final class KeyTool {

    /** The password of all of them. */
    public static final String PASSWORD = "secret-of-tests";

    private KeyTool() {}

    /** A new directory for key stores. */
    public static Path directory() {
        try {
            return Files.createTempDirectory("keys");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The settings of a Weir with this key and these trusted certificates. */
    public static Map<String, String> settings(Path keys, Path trusted) {
        return Map.of(
                "quarkus.tls.key-store.p12.path",
                keys.toString(),
                "quarkus.tls.key-store.p12.password",
                PASSWORD,
                "quarkus.tls.trust-store.p12.path",
                trusted.toString(),
                "quarkus.tls.trust-store.p12.password",
                PASSWORD);
    }

    /** The key and certificate of a client, from its key store; null where it has none. */
    public static KeyManager[] managers(Path keys) throws IOException, GeneralSecurityException {
        if (keys == null) {
            return null;
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store(keys), PASSWORD.toCharArray());
        return managers.getKeyManagers();
    }

    /** A key store or trust store that was made here. */
    public static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /**
     * A key with a certificate that it has signed itself.
     *
     * @param name of the host that the certificate is for
     * @param options of {@code keytool -genkeypair}, such as a date
     */
    public static Path keys(Path directory, String file, String name, String... options) {
        var store = directory.resolve(file);
        var arguments = new ArrayList<>(List.of(
                "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name));
        arguments.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        arguments.addAll(List.of(options));
        run(arguments);
        return store;
    }

    /** The certificate of a key store, as a trust store. */
    public static Path trust(Path keys) {
        var store = keys.resolveSibling(keys.getFileName() + ".trust");
        importCertificate(store, "broker", certificate(keys));
        return store;
    }

    /** The key of an authority that signs certificates. */
    public static Path authority(Path directory, String file) {
        return keys(directory, file, file, "-ext", "bc:c");
    }

    /** A key with a certificate that an authority has signed. */
    public static Path signed(Path authority, String file, String name) {
        var store = keys(authority.getParent(), file, name);
        var request = store.resolveSibling(file + ".csr");
        var certificate = store.resolveSibling(file + ".signed");
        run(of(store, "-certreq", "-alias", "broker", "-file", request.toString()));
        run(of(
                authority,
                "-gencert",
                "-alias",
                "broker",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString()));
        importCertificate(store, "authority", certificate(authority));
        importCertificate(store, "broker", certificate);
        return store;
    }

    /** A list of the certificates that an authority has revoked. */
    public static Path revoked(Path authority, String file, Path... stores)
            throws IOException, GeneralSecurityException {
        var list = authority.resolveSibling(file);
        var arguments = of(authority, "-gencrl", "-rfc", "-alias", "broker", "-file", list.toString());
        for (var store : stores) {
            var certificate = (X509Certificate) store(store).getCertificate("broker");
            arguments.addAll(List.of("-id", certificate.getSerialNumber().toString()));
        }
        run(arguments);
        return list;
    }

    private static Path certificate(Path keys) {
        var certificate = keys.resolveSibling(keys.getFileName() + ".cer");
        run(of(keys, "-exportcert", "-alias", "broker", "-file", certificate.toString()));
        return certificate;
    }

    private static void importCertificate(Path store, String alias, Path certificate) {
        run(of(store, "-importcert", "-noprompt", "-alias", alias, "-file", certificate.toString()));
    }

    private static List<String> of(Path store, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        return arguments;
    }

    private static void run(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // It does too little for the other compiler.
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        // The default of 10,000 rounds for each key and certificate takes a Weir under test a second for each store.
        for (var what : List.of("keyPbe", "certPbe", "mac")) {
            command.add("-J-Dkeystore.pkcs12." + what + "IterationCount=1");
        }
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var words = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + words);
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}

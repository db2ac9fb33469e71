package dev.weir.benchmark;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of the packaged application, with classes of the tests after it.
 *
 * <p>That of the tests will not do: it has the classes before Quarkus has worked on them.
 */
final class PackagedClassPath {

    private PackagedClassPath() {}

    /** The application, then what each of these classes comes from. */
    static String with(Class<?>... types) {
        var application = Path.of("target", "quarkus-app", "quarkus-run.jar");
        return Stream.concat(Stream.of(application), Arrays.stream(types).map(PackagedClassPath::origin))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

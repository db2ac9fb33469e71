package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;

/** A directory with the agent for one JVM, and after its run with the output of the agent. */
final class AgentRun {

    private static final Path TEST_CLASSES = Path.of("target", "test-classes");

    private final Path directory;
    private List<Lookup> lookups;
    private List<JniLibrary> libraries;

    private AgentRun(Path directory) {
        this.directory = directory;
    }

    /** Makes the agent. */
    static AgentRun in(Path directory, Collection<String> runtimeClasses) throws IOException {
        Files.createDirectories(directory);
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), LookupAgent.class.getName());
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        attributes.put(Attributes.Name.CLASS_PATH, byteBuddy());
        write(directory.resolve("agent.jar"), manifest, "LookupAgent");
        write(directory.resolve("log.jar"), new Manifest(), "LookupLog");
        Files.write(directory.resolve("runtime-classes"), runtimeClasses);
        return new AgentRun(directory);
    }

    /** The option of the JVM that is to run under the agent. */
    String option() {
        return "-javaagent:" + directory.resolve("agent.jar").toAbsolutePath() + "=" + directory.toAbsolutePath();
    }

    List<Lookup> lookups() throws IOException {
        if (lookups == null) {
            lookups = Lookup.of(directory);
        }
        return lookups;
    }

    /** The names of the classes that the JVM had loaded at its end. */
    List<String> loaded() throws IOException {
        return Files.readAllLines(directory.resolve("loaded"), UTF_8);
    }

    /** The libraries of JNI that it loaded. */
    List<JniLibrary> libraries() throws IOException {
        if (libraries == null) {
            var read = new ArrayList<JniLibrary>();
            try (var files = Files.list(directory.resolve("libraries"))) {
                for (var file : files.sorted().toList()) {
                    read.add(new JniLibrary(file));
                }
            }
            libraries = read;
        }
        return libraries;
    }

    private static String byteBuddy() {
        try {
            return AgentBuilder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toString();
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void write(Path jar, Manifest manifest, String type) throws IOException {
        var classes = TEST_CLASSES.resolve(Path.of("dev", "weir", "nativeimage"));
        manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.list(classes)) {
            for (var file : files.filter(each -> each.getFileName().toString().matches(type + "(\\$.*)?\\.class"))
                    .toList()) {
                out.putNextEntry(
                        new JarEntry(TEST_CLASSES.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}

package dev.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * Builds the command for {@link BrokerMain} with the class path that Maven wrote to {@code target/broker.classpath}.
 *
 * <p>The child gets a copy of the class in a jar: live reload may replace {@code target/classes} while it runs, and a
 * JVM archives classes from jars only. The first child writes that archive when it ends; later ones start in half the
 * time.
 */
final class Launcher {

    private static final String MAIN_CLASS = BrokerMain.class.getName().replace('.', '/') + ".class";
    private static final Pattern BROKER_JAR = Pattern.compile("kafka_[\\d.]+-([^/\\\\]+)\\.jar");

    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config.AbstractConfig=warn");

    private final String classPath;
    private final byte[] mainClass;

    private Launcher(String classPath, byte[] mainClass) {
        this.classPath = classPath;
        this.mainClass = mainClass;
    }

    static Launcher create() {
        var file = buildDirectory().resolve("broker.classpath");
        try (var main = Objects.requireNonNull(BrokerMain.class.getResourceAsStream("BrokerMain.class"))) {
            return new Launcher(Files.readString(file).strip(), main.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Maven's generate-resources phase writes " + file + "; run it first", e);
        }
    }

    /** Maven's {@code target}, for any working directory: these classes are in a directory or a jar of it. */
    static Path buildDirectory() {
        var classes = BrokerMain.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(classes.toString())).getParent();
    }

    String kafkaVersion() {
        var jar = BROKER_JAR.matcher(classPath);
        return jar.find() ? jar.group(1) : "of unknown version";
    }

    /** @param options of the JVM beside those of every broker */
    ProcessBuilder command(List<String> options, List<String> arguments) {
        var cache = cache();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(options);
        command.add(archiveOption(cache.resolve("classes.jsa")));
        command.add(BrokerMain.class.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        // Options of a debugger or a coverage agent are for this JVM only.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        environment.put("CLASSPATH", classPath + System.getProperty("path.separator") + jar(cache));
        return builder;
    }

    private static String archiveOption(Path archive) {
        return (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    /** One directory for each JVM version and class path, since no other can use the archive. */
    private Path cache() {
        var key = Runtime.version() + "-" + Integer.toHexString(Objects.hash(classPath, Arrays.hashCode(mainClass)));
        try {
            return Files.createDirectories(buildDirectory().resolve("broker").resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(Path cache) {
        var jar = cache.resolve("main.jar");
        try {
            if (!Files.exists(jar)) {
                var unfinished = Files.createTempFile(cache, "main", ".tmp");
                try (var out = new JarOutputStream(Files.newOutputStream(unfinished))) {
                    out.putNextEntry(new JarEntry(MAIN_CLASS));
                    out.write(mainClass);
                }
                Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.weir.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import joptsimple.OptionParser;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;

/**
 * JMH in a JVM whose class path is the packaged application, the benchmarks and JMH, in this order.
 *
 * <p>JMH gives its own class path and options to the JVMs that it forks.
 */
final class JmhProcess {

    private static final int TIMEOUT_MINUTES = 15;

    private JmhProcess() {}

    /**
     * Runs all benchmarks of a class; fails where one of them fails.
     *
     * @param bootstrapServers of the Kafka that the application finds
     * @param json where JMH writes its results
     * @param log where it writes what people may read meanwhile
     */
    static void run(Class<?> benchmarks, String bootstrapServers, Path json, Path log) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As in ./weir.
                "-XX:+UseSerialGC",
                "-Xms24m",
                "-Xmx128m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-Dquarkus.http.port=0",
                "-Dquarkus.log.level=WARN",
                // The lock is for the whole machine, on which other builds may run.
                "-Djmh.ignoreLock=true",
                "-cp",
                PackagedClassPath.with(
                        benchmarks, org.openjdk.jmh.Main.class, OptionParser.class, StatisticalSummary.class),
                org.openjdk.jmh.Main.class.getName(),
                benchmarks.getName(),
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                json.toString());
        System.out.println("JMH has begun and takes about two minutes; see " + log);
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IllegalStateException("JMH has failed; see " + log);
                }
            } finally {
                // The forks are its children.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.weir.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs one Kafka node in its own JVM, which ends with the JVM that started it.
 *
 * <p>The parent keeps the other end of standard input open and never writes to it: the operating system closes it with
 * the parent, even after {@code kill -9}. Kafka is called by reflection because only the child has it on its class
 * path. This has to stay a single class, because {@link Launcher} gives the child no other class of Weir.
 */
public final class BrokerMain {

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

    private BrokerMain() {}

    /**
     * Formats a new data directory, and runs Kafka.
     *
     * @param arguments the properties file of the node, its data directory, and the arguments of StorageTool
     */
    public static void main(String[] arguments) throws Exception {
        ignoreInterrupt();
        var parentWatch = new Thread(BrokerMain::endWithParent, "parent-watch");
        parentWatch.setDaemon(true);
        parentWatch.start();
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            format(arguments);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                new String[] {arguments[0]});
    }

    private static void format(String[] arguments) throws ReflectiveOperationException {
        var command = arguments.clone();
        command[0] = "format";
        command[1] = "--config=" + arguments[0];
        var exitCode = (int) Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, command, System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("The data directory could not be formatted: exit code " + exitCode);
        }
    }

    /** Ctrl+C in a terminal signals the whole process group, but the application should stop before its broker. */
    private static void ignoreInterrupt() throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var ignore = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, received) -> null);
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The parent process cannot be watched any more: " + e);
        }
        var exit = new Thread(() -> System.exit(0), "orderly-exit");
        exit.start();
        try {
            exit.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}

package dev.weir.cli.terminal;

import dev.weir.cli.text.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The arguments and the environment of this process, byte for byte.
 *
 * <p>The JVM decodes them by the locale before {@code main} runs; in a locale without UTF-8 it loses what is not ASCII.
 * Linux still has the bytes.
 */
public final class ProcessArguments {

    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    /** A native executable has this property, with this value; a JVM does not. */
    private static final String IMAGE_CODE = "org.graalvm.nativeimage.imagecode";

    private static final String IMAGE_RUNS = "runtime";
    private static final char REPLACEMENT = '\uFFFD';

    private ProcessArguments() {}

    /**
     * The arguments, decoded by {@link RawText#decode}.
     *
     * @param decoded the arguments as the JVM decoded them
     * @throws CliException {@link ExitCode#USAGE} if the JVM lost a character and the system does not have the bytes
     */
    public static List<String> arguments(String... decoded) {
        var commandLine = texts(ARGUMENTS);
        return isNativeExecutable() && !commandLine.isEmpty()
                ? ofExecutable(commandLine)
                : arguments(List.of(decoded), commandLine);
    }

    /** Whether this is a native executable, which has no JVM. */
    public static boolean isNativeExecutable() {
        return IMAGE_RUNS.equals(System.getProperty(IMAGE_CODE));
    }

    /** Whether the process was started under this name, for instance through a link to the executable. */
    public static boolean isStartedAs(String program) {
        return isNamed(program, texts(ARGUMENTS));
    }

    static boolean isNamed(String program, List<String> commandLine) {
        return !commandLine.isEmpty()
                && commandLine
                        .get(0)
                        .substring(commandLine.get(0).lastIndexOf('/') + 1)
                        .equals(program);
    }

    /**
     * The arguments of a native executable: it removes every {@code -D} and some {@code -X} before {@code main}, also
     * those of a command.
     *
     * @param commandLine the name of the program and all of its arguments; the leading {@code -D} and {@code -X} are
     *     the executable's own
     */
    static List<String> ofExecutable(List<String> commandLine) {
        return commandLine.stream()
                .skip(1)
                .dropWhile(argument -> argument.startsWith("-D") || argument.startsWith("-X"))
                .toList();
    }

    /**
     * Restores the arguments from the command line of the process.
     *
     * @param decoded the arguments as the JVM decoded them
     * @param commandLine the name of the program and all of its arguments; empty if the system does not have it
     */
    static List<String> arguments(List<String> decoded, List<String> commandLine) {
        if (decoded.stream().allMatch(ProcessArguments::isIntact)) {
            return decoded;
        }
        int first = commandLine.size() - decoded.size();
        var original = first > 0 ? commandLine.subList(first, commandLine.size()) : List.<String>of();
        if (isSame(decoded, original)) {
            return original;
        }
        if (decoded.stream().anyMatch(argument -> argument.indexOf(REPLACEMENT) >= 0)) {
            throw CliException.usage(
                    "Java cannot read an argument in this locale; set LC_ALL=C.UTF-8, or write such bytes "
                            + "to a file and pass the file");
        }
        return decoded;
    }

    /** The environment, decoded by {@link RawText#decode}. */
    static Map<String, String> environment() {
        var texts = texts(ENVIRONMENT);
        if (texts.isEmpty()) {
            return System.getenv();
        }
        Map<String, String> environment = new HashMap<>();
        texts.forEach(text -> {
            int end = text.indexOf('=');
            if (end > 0) {
                environment.putIfAbsent(text.substring(0, end), text.substring(end + 1));
            }
        });
        return environment;
    }

    /** Sets {@code user.dir} to a path that the JVM can decode; otherwise classes of the JDK fail. */
    public static void fixWorkingDirectory() {
        try {
            Objects.requireNonNull(Path.of(System.getProperty("user.dir")));
        } catch (InvalidPathException undecodable) {
            System.setProperty("user.dir", "/proc/self/cwd");
        }
    }

    private static boolean isSame(List<String> decoded, List<String> original) {
        if (original.size() != decoded.size()) {
            return false;
        }
        for (int i = 0; i < decoded.size(); i++) {
            if (isIntact(decoded.get(i)) && !decoded.get(i).equals(original.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an argument is ASCII without {@code ?}, which the JVM may have put for another character. */
    private static boolean isIntact(String argument) {
        return argument.chars().allMatch(c -> c < 128 && c != '?');
    }

    private static List<String> texts(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException notLinux) {
            return List.of();
        }
        // ISO-8859-1 has a character for each byte, so the split loses nothing.
        var all = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> texts = new ArrayList<>();
        int from = 0;
        for (int end = all.indexOf(0); end >= 0; end = all.indexOf(0, from)) {
            texts.add(RawText.decode(all.substring(from, end).getBytes(StandardCharsets.ISO_8859_1)));
            from = end + 1;
        }
        return texts;
    }
}

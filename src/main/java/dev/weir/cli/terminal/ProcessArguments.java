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
 * The arguments and the environment of this process to the byte.
 *
 * <p>Java makes text of them by the locale, before anybody can stop it: without one of UTF-8 what is not ASCII is lost.
 * Linux still has the bytes.
 */
public final class ProcessArguments {

    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    private static final char LOST = '\uFFFD';

    private ProcessArguments() {}

    /**
     * The arguments as {@link RawText#decode} makes them.
     *
     * @param decoded what Java has made of them
     * @throws CliException {@link ExitCode#USAGE} where something is lost and cannot be found again
     */
    public static List<String> arguments(String... decoded) {
        return arguments(List.of(decoded), texts(ARGUMENTS));
    }

    /**
     * The same.
     *
     * @param all of the process, the program's own name first; empty where that is not known
     */
    static List<String> arguments(List<String> decoded, List<String> all) {
        if (decoded.stream().allMatch(ProcessArguments::isUnharmed)) {
            return decoded;
        }
        int before = all.size() - decoded.size();
        var ours = before > 0 ? all.subList(before, all.size()) : List.<String>of();
        if (isTheSame(decoded, ours)) {
            return ours;
        }
        if (decoded.stream().anyMatch(argument -> argument.indexOf(LOST) >= 0)) {
            throw CliException.usage(
                    "Java cannot read an argument in this locale; set LC_ALL=C.UTF-8, or write such bytes "
                            + "to a file and name that");
        }
        return decoded;
    }

    /** The environment; a variable whose text is not UTF-8 is as {@link RawText#decode} makes it. */
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

    /** Gives the current directory a name that Java can write down; without one its own classes fail. */
    public static void nameDirectory() {
        try {
            Objects.requireNonNull(Path.of(System.getProperty("user.dir")));
        } catch (InvalidPathException lost) {
            System.setProperty("user.dir", "/proc/self/cwd");
        }
    }

    private static boolean isTheSame(List<String> decoded, List<String> ours) {
        if (ours.size() != decoded.size()) {
            return false;
        }
        for (int i = 0; i < decoded.size(); i++) {
            if (isUnharmed(decoded.get(i)) && !decoded.get(i).equals(ours.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is ASCII, without what Java puts in the place of other characters. */
    private static boolean isUnharmed(String argument) {
        return argument.chars().allMatch(c -> c < 128 && c != '?');
    }

    private static List<String> texts(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException notLinux) {
            return List.of();
        }
        // Cut as text of one byte a character, which loses nothing.
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

package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file argument of a command line.
 *
 * <p>File names are bytes. Java decodes them by the locale and rejects, or does not find, names that the locale cannot
 * encode; a {@code file:} URI keeps every byte.
 *
 * @param name the argument, for messages
 */
public record FileArgument(String name, Path path) {

    /** The working directory, whatever bytes its name has. */
    private static final Path WORKING_DIRECTORY = Path.of("/proc/self/cwd");

    /**
     * The file with a name.
     *
     * @param name decoded by {@link RawText#decode}
     * @throws Failure {@link Failure.Kind#INVALID} if the name is not valid on this machine
     */
    public static FileArgument of(String name) {
        try {
            boolean isPlain = isAscii(name) && isAscii(System.getProperty("user.dir"));
            return new FileArgument(
                    name, isPlain || !Files.exists(WORKING_DIRECTORY) ? Path.of(name) : pathOfBytes(name));
        } catch (IllegalArgumentException impossible) {
            throw Failure.invalid("'%s' is not a valid file name on this machine".formatted(Printable.of(name)));
        }
    }

    private static Path pathOfBytes(String name) {
        var address = new StringBuilder("file://");
        for (byte b : RawText.encode(name.startsWith("/") ? name : WORKING_DIRECTORY + "/" + name)) {
            boolean isPlain = b == '/' || b == '.' || b == '-' || b == '_' || (b > 0 && Character.isLetterOrDigit(b));
            address.append(isPlain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return Path.of(URI.create(address.toString()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > 0 && c < 128);
    }

    @Override
    public String toString() {
        return name;
    }
}

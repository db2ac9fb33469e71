package dev.weir.cli.text;

import dev.weir.model.Failure;
import dev.weir.model.Printable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as it is named on a command line.
 *
 * <p>Names of files are bytes. Java makes text of them by the locale and refuses, or does not find, what that cannot
 * show; the address of a file is taken to the byte.
 *
 * @param name as it was written, for messages
 */
public record FileArgument(String name, Path path) {

    /** Where relative names begin, whatever the directory is called. */
    private static final Path HERE = Path.of("/proc/self/cwd");

    /**
     * The file of a name.
     *
     * @param name as {@link RawText#decode} makes it
     * @throws Failure {@link Failure.Kind#INVALID} where this machine cannot have a file of that name
     */
    public static FileArgument of(String name) {
        try {
            boolean isPlain = isAscii(name) && isAscii(System.getProperty("user.dir"));
            return new FileArgument(name, isPlain || !Files.exists(HERE) ? Path.of(name) : toTheByte(name));
        } catch (IllegalArgumentException impossible) {
            throw Failure.invalid("'%s' cannot be the name of a file here".formatted(Printable.of(name)));
        }
    }

    private static Path toTheByte(String name) {
        var address = new StringBuilder("file://");
        for (byte b : RawText.encode(name.startsWith("/") ? name : HERE + "/" + name)) {
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

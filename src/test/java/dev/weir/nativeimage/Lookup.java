package dev.weir.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One look-up of a run, as {@link LookupLog} has written it.
 *
 * @param how the method of the JDK that was called
 * @param type that was looked up, or that has the member; empty for resources and proxies
 * @param member its name, with the types of its parameters; empty for all members and for the type itself
 * @param direct the class that called the method of the JDK
 * @param caller the first class on the stack that is not the JDK's
 * @param method of that class, with its descriptor
 * @param bytecode where in that method
 * @param initialisers whose static initialisers were on the stack
 */
record Lookup(
        String how,
        String type,
        String member,
        String direct,
        String caller,
        String method,
        int bytecode,
        List<String> initialisers) {

    /** All of a run. */
    static List<Lookup> of(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("lookups")).stream()
                .map(line -> line.split("\t", -1))
                .map(field -> new Lookup(
                        field[0],
                        field[1],
                        field[2],
                        field[3],
                        field[4],
                        field[5],
                        field[6].isEmpty() ? -1 : Integer.parseInt(field[6]),
                        field[7].isEmpty() ? List.of() : List.of(field[7].split(","))))
                .toList();
    }

    /** Whether a class belongs to the JDK, by its name. */
    static boolean isOfTheJdk(String name) {
        return Stream.of("java.", "javax.", "jdk.", "sun.", "com.sun.").anyMatch(name::startsWith);
    }
}

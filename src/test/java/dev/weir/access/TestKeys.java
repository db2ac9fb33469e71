package dev.weir.access;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A keys file of a test, and the keys that it has the hashes of. */
final class TestKeys {

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    TestKeys(String name) {
        // Of this JVM: other tests run at the same time. Quarkus loads a profile more than once, always for the same
        // file.
        file = Path.of("target", "keys-" + name + "-" + ProcessHandle.current().pid())
                .toAbsolutePath();
        file.toFile().deleteOnExit();
        write();
    }

    Path file() {
        return file;
    }

    /** Adds a client with a name of its own; one that another client has would give neither a valid key. */
    String add(String name, String... roles) {
        if (lines.stream().anyMatch(line -> line.startsWith(name + ":"))) {
            throw new IllegalArgumentException("There is a client '" + name + "' already");
        }
        var created = ApiKey.create(name, List.of(roles));
        lines.add(created.key().line());
        write();
        return created.secret();
    }

    void remove(String name) {
        lines.removeIf(line -> line.startsWith(name + ":"));
        write();
    }

    /** Gives a client other roles, with one change of the file. */
    void replaceRoles(String name, String roles) {
        lines.replaceAll(
                line -> line.startsWith(name + ":") ? line.substring(0, line.lastIndexOf(':') + 1) + roles : line);
        write();
    }

    void add(String line) {
        lines.add(line);
        write();
    }

    private void write() {
        try {
            // Weir may read the file at any moment, and is never to see a part of it.
            var whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Requests of a client with a key. */
    static RequestSpecification as(String key) {
        return RestAssured.given().header("Authorization", "Bearer " + key);
    }
}

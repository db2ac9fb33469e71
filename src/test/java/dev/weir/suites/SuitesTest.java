package dev.weir.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;

class SuitesTest {

    private static final Path CLASSES = Path.of("target", "test-classes");

    @Test
    void every_test_class_is_in_one_group() throws IOException {
        List<Class<?>> groups = new ArrayList<>();
        classes("Suite").forEach(name -> groups.add(load(name)));

        assertThat(groups).hasSizeGreaterThan(1);
        assertThat(classes("Test")).isNotEmpty().allSatisfy(test -> assertThat(groupsOf(test, groups))
                .as("groups of " + test)
                .hasSize(1));
    }

    private static List<String> groupsOf(String test, List<Class<?>> groups) {
        return groups.stream()
                .filter(group ->
                        isIn(test, group.getAnnotation(SelectPackages.class).value()))
                .filter(group -> Stream.of(group.getAnnotationsByType(ExcludePackages.class))
                        .noneMatch(excluded -> isIn(test, excluded.value())))
                .map(Class::getSimpleName)
                .toList();
    }

    private static boolean isIn(String name, String... packages) {
        return Stream.of(packages).anyMatch(each -> name.startsWith(each + "."));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the classes with such an end, without nested ones. */
    static List<String> classes(String end) throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(end + ".class") && !file.contains("$"))
                    // JMH's are no tests.
                    .filter(file -> !file.contains("jmh_generated"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}

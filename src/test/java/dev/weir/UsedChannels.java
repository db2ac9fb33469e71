package dev.weir;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/**
 * The channels that application code, in any package, and the sample name in {@code @Incoming}, {@code @Outgoing} and
 * {@code @Channel}.
 */
final class UsedChannels {

    /** The classes that read from or send to each channel. */
    private final Map<String, Set<String>> users = new TreeMap<>();

    private final Set<String> incoming = new TreeSet<>();
    private final Set<String> outgoing = new TreeSet<>();

    UsedChannels() {
        new ClassFileImporter()
                .importPaths(Path.of("target/classes"), Path.of("target/test-classes/org/acme")).stream()
                        .filter(type -> !type.isAnnotation())
                        .map(JavaClass::reflect)
                        .forEach(this::read);
    }

    private void read(Class<?> type) {
        elements(type).forEach(element -> {
            for (var annotation : element.getAnnotationsByType(Incoming.class)) {
                note(type, annotation.value(), incoming::add);
            }
            for (var annotation : element.getAnnotationsByType(Outgoing.class)) {
                note(type, annotation.value(), outgoing::add);
            }
            for (var annotation : element.getAnnotationsByType(Channel.class)) {
                note(type, annotation.value(), annotation.value().endsWith("-in") ? incoming::add : outgoing::add);
            }
        });
    }

    private void note(Class<?> type, String channel, Consumer<String> direction) {
        direction.accept(channel);
        users.computeIfAbsent(channel, name -> new TreeSet<>()).add(type.getName());
    }

    private static Stream<AnnotatedElement> elements(Class<?> type) {
        var executables = Stream.<Executable>concat(Arrays.stream(type.getDeclaredMethods()), constructors(type))
                .toList();
        return Stream.of(
                        executables.stream(),
                        executables.stream().flatMap(each -> Arrays.stream(each.getParameters())),
                        Arrays.stream(type.getDeclaredFields()))
                .flatMap(each -> each);
    }

    private static Stream<? extends Executable> constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors());
    }

    Set<String> incoming() {
        return incoming;
    }

    Set<String> outgoing() {
        return outgoing;
    }

    /** The names of the classes that read from or send to a channel. */
    Set<String> usersOf(String channel) {
        return users.getOrDefault(channel, Set.of());
    }
}

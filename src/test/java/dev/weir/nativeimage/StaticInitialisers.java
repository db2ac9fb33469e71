package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A program that initialises the classes whose names it reads, as native-image does while it builds, and writes a line
 * for each object in their static fields that the heap of an executable may not have.
 *
 * <p>Its arguments are the names of classes and packages that are initialised at run time.
 */
public final class StaticInitialisers {

    private static final List<Class<?>> UNIQUE =
            List.of(Random.class, Thread.class, FileDescriptor.class, Process.class);

    private final List<String> runtimeClasses;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private StaticInitialisers(List<String> runtimeClasses) {
        this.runtimeClasses = runtimeClasses;
    }

    /** Reads names to the end of standard input. */
    public static void main(String... runtimeClasses) throws ReflectiveOperationException {
        var initialisers = new StaticInitialisers(List.of(runtimeClasses));
        var names = new BufferedReader(new InputStreamReader(System.in, UTF_8))
                .lines()
                .toList();
        for (var name : names) {
            var type = Class.forName(name);
            if (!initialisers.isOfRunTime(name)) {
                initialisers.look(type);
            }
        }
    }

    private boolean isOfRunTime(String name) {
        return runtimeClasses.stream().anyMatch(other -> name.equals(other) || name.startsWith(other + "."));
    }

    private void look(Class<?> type) throws IllegalAccessException {
        for (var field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                walk(field.get(null), type.getName() + "." + field.getName());
            }
        }
    }

    private void walk(Object root, String place) throws IllegalAccessException {
        Deque<Object> open = new ArrayDeque<>();
        push(root, open);
        while (!open.isEmpty()) {
            var object = open.pop();
            var type = object.getClass();
            if (isRefused(object)) {
                System.out.println(place + " has a " + type.getName()
                        + ", which the heap of a native executable cannot have: make it where it is used");
            } else if (object instanceof Collection<?> all) {
                all.forEach(each -> push(each, open));
            } else if (object instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    push(key, open);
                    push(value, open);
                });
            } else if (type.isArray()) {
                for (int i = 0; !type.getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
                    push(Array.get(object, i), open);
                }
            } else if (!Lookup.isOfTheJdk(type.getName())) {
                pushFields(object, open);
            }
        }
    }

    private void pushFields(Object object, Deque<Object> open) throws IllegalAccessException {
        for (Class<?> type = object.getClass();
                type != null && !Lookup.isOfTheJdk(type.getName());
                type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (!type.isHidden()
                        && !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    push(field.get(object), open);
                }
            }
        }
    }

    private boolean isRefused(Object object) {
        return UNIQUE.stream().anyMatch(type -> type.isInstance(object))
                || (object instanceof ByteBuffer buffer && buffer.isDirect())
                || isOfRunTime(object.getClass().getName())
                || object.getClass().getName().startsWith("io.netty.buffer.")
                || object.getClass().getName().startsWith("io.vertx.core.buffer.");
    }

    private void push(Object object, Deque<Object> open) {
        if (object != null && !(object instanceof Class) && seen.add(object)) {
            open.push(object);
        }
    }
}

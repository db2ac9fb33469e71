package dev.weir.nativeimage;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Writes a line for each look-up; the bootstrap loader loads it, because the classes of the JDK call it.
 *
 * <p>The fields of a line are those of {@link Lookup}, parted by tabs. Neither lambdas nor joined strings may occur
 * here: the JVM makes both with the methods that are recorded.
 */
public final class LookupLog {

    private static final ThreadLocal<Boolean> BUSY = new ThreadLocal<>();
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();

    private static FileOutputStream out;
    private static Path libraries;

    private LookupLog() {}

    /** From now on look-ups are written to a directory. */
    public static void open(String directory) throws IOException {
        libraries = Files.createDirectories(Path.of(directory, "libraries"));
        out = new FileOutputStream(Path.of(directory, "lookups").toFile());
    }

    /** A class by its name. */
    public static void type(String how, Object found) {
        if (found instanceof Class<?> type) {
            write(how, type, "");
        }
    }

    /** A member, or all of a kind. */
    public static void members(String how, Class<?> type, Object found) {
        if (type.isEnum() && how.equals("getMethod")) {
            // The JDK takes the constants from values(), and native-image has them ready.
            return;
        }
        if (found instanceof Member member) {
            write(how, member.getDeclaringClass(), nameOf(member));
        } else if (found instanceof Object[] all && all.length > 0) {
            write(how, type, "");
        }
    }

    /** A member through a method handle. */
    public static void handle(String how, Class<?> type, String name, Object found) {
        if (found != null) {
            write(how, type, name);
        }
    }

    /** A resource. */
    public static void resource(String how, String name) {
        write(how, null, name);
    }

    /** A proxy of interfaces. */
    public static void proxy(String how, Class<?>[] interfaces) {
        var names = new StringBuilder();
        for (var each : interfaces) {
            names.append(names.length() == 0 ? "" : ",").append(each.getName());
        }
        write(how, null, names.toString());
    }

    /** A library of JNI, which is kept for a look at it: many are deleted once they are loaded. */
    public static void library(String file) {
        if (libraries == null || BUSY.get() != null) {
            return;
        }
        BUSY.set(true);
        try {
            var source = Path.of(file);
            Files.copy(
                    source,
                    libraries.resolve(source.getFileName().toString()),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            BUSY.remove();
        }
        write("load", null, file.substring(file.lastIndexOf('/') + 1));
    }

    /** The static initialiser of a class that native-image initialises at run time. */
    public static void initialised(Class<?> type) {
        write("<clinit>", type, "");
    }

    private static String nameOf(Member member) {
        var name = new StringBuilder(member instanceof Constructor ? "<init>" : member.getName());
        if (member instanceof Field) {
            return name.toString();
        }
        name.append('(');
        var parameters = member instanceof Method method
                ? method.getParameterTypes()
                : ((Constructor<?>) member).getParameterTypes();
        for (int i = 0; i < parameters.length; i++) {
            name.append(i == 0 ? "" : ",").append(parameters[i].getTypeName());
        }
        return name.append(')').toString();
    }

    private static void write(String how, Class<?> type, String member) {
        if (out == null || BUSY.get() != null) {
            return;
        }
        BUSY.set(true);
        try {
            if (type != null && (type.isHidden() || type.isPrimitive())) {
                return;
            }
            var of = type;
            while (of != null && of.isArray()) {
                of = of.getComponentType();
            }
            var line = new StringBuilder(how)
                    .append('\t')
                    .append(of == null ? "" : of.getName())
                    .append('\t')
                    .append(member);
            StackWalker.getInstance().walk(new Caller(line));
            line.append('\n');
            var text = line.toString();
            if (WRITTEN.add(text)) {
                synchronized (WRITTEN) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            BUSY.remove();
        }
    }

    /** Adds the class that calls, the first class that is not the JDK's with its place, and the static initialisers. */
    private static final class Caller implements java.util.function.Function<Stream<StackFrame>, Void> {

        private final StringBuilder line;

        Caller(StringBuilder line) {
            this.line = line;
        }

        @Override
        public Void apply(Stream<StackFrame> stack) {
            StackFrame direct = null;
            StackFrame own = null;
            var initialisers = new StringBuilder();
            boolean behind = false;
            for (Iterator<StackFrame> frames = stack.iterator(); frames.hasNext(); ) {
                var frame = frames.next();
                var name = frame.getClassName();
                if (name.startsWith("dev.weir.nativeimage.Lookup")) {
                    continue;
                }
                if (!behind) {
                    // The method that is recorded.
                    behind = true;
                } else {
                    direct = direct == null && !isLookup(name) ? frame : direct;
                    own = own == null && !isOfTheJdk(name) ? frame : own;
                }
                if (frame.getMethodName().equals("<clinit>")) {
                    initialisers.append(initialisers.length() == 0 ? "" : ",").append(name);
                }
            }
            line.append('\t').append(direct == null ? "" : direct.getClassName());
            if (own == null) {
                line.append("\t\t\t\t");
            } else {
                line.append('\t').append(own.getClassName());
                line.append('\t').append(own.getMethodName()).append(own.getDescriptor());
                line.append('\t').append(own.getByteCodeIndex());
                line.append('\t');
            }
            line.append(initialisers);
            return null;
        }

        /** A method of these may call another one of these. */
        private static boolean isLookup(String name) {
            return name.equals("java.lang.Class")
                    || name.equals("java.lang.ClassLoader")
                    || name.startsWith("jdk.internal.loader.")
                    || name.equals("java.lang.reflect.Proxy");
        }

        private static boolean isOfTheJdk(String name) {
            return name.startsWith("java.")
                    || name.startsWith("javax.")
                    || name.startsWith("jdk.")
                    || name.startsWith("sun.")
                    || name.startsWith("com.sun.");
        }
    }
}

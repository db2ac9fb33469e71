package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A library of JNI, read for the classes, fields and methods that it looks up.
 *
 * <p>It has their names among its texts. No agent in Java sees such look-ups.
 */
final class JniLibrary {

    private final Path file;
    private final NavigableSet<String> texts = new TreeSet<>();

    JniLibrary(Path file) throws IOException {
        this.file = file;
        var bytes = Files.readAllBytes(file);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < ' ') {
                if (bytes[i] == 0 && i > from) {
                    texts.add(new String(bytes, from, i - from, ISO_8859_1));
                }
                from = i + 1;
            }
        }
    }

    /**
     * A line for each look-up that is not registered, with the registration that it needs.
     *
     * @param loaded classes that the run has used
     */
    Set<String> gaps(Collection<String> loaded, NativeSources sources) {
        var gaps = new TreeSet<String>();
        for (var name : loaded) {
            if (name.startsWith("[") || Lookup.isOfTheJdk(name)) {
                continue;
            }
            if (texts.contains(name.replace('.', '/')) && !sources.hasJniType(name)) {
                gaps.add("jni-config.json: {\"name\": \"%s\"}".formatted(name));
            }
            if (isImplementedHere(name)) {
                addMembers(name, sources.bytesOf(name), sources, gaps);
            }
        }
        return gaps;
    }

    private boolean isImplementedHere(String type) {
        var prefix = "Java_" + type.replace("_", "_1").replace('.', '_').replace("$", "_00024") + "_";
        var next = texts.ceiling(prefix);
        return next != null && next.startsWith(prefix);
    }

    private void addMembers(String type, byte[] bytes, NativeSources sources, Set<String> gaps) {
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                add("fields", name);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                if ((access & Opcodes.ACC_NATIVE) == 0) {
                                    add("methods", name);
                                }
                                return null;
                            }

                            private void add(String kind, String name) {
                                if (texts.contains(name)
                                        && !name.equals("<init>")
                                        && !sources.hasJniMember(type, name)) {
                                    gaps.add("jni-config.json: {\"name\": \"%s\", \"%s\": [{\"name\": \"%s\"}]}"
                                            .formatted(type, kind, name));
                                }
                            }
                        },
                        ClassReader.SKIP_CODE);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

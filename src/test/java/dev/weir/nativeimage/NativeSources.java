package dev.weir.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The input of native-image: the jars, and the names that their configuration and the features of Quarkus register.
 *
 * <p>Conditions of an entry are taken as met.
 */
final class NativeSources {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXCLUDED = Pattern.compile("--exclude-config (\\S+) (\\S+)");
    private static final Pattern AT_RUN_TIME = Pattern.compile("--initialize-at-run-time=(\\S+)");
    private static final Pattern OURS = Pattern.compile("(dev/weir|org/apache/kafka)/.*\\.class");
    private static final Pattern OF_QUARKUS = Pattern.compile("native-image/[^/]*$");
    private static final String FEATURE = "io.quarkus.runner.Feature";
    private static final String CAFFEINE_FEATURE = "io.quarkus.caffeine.runtime.graal.CacheConstructorsFeature";

    /** The registration of one type. */
    private static final class Entry {

        private final Set<String> flags = new HashSet<>();
        private final Set<String> members = new HashSet<>();
    }

    private final List<JarFile> jars;
    private final Map<String, JarFile> files = new HashMap<>();
    private final Map<String, Entry> reflection = new HashMap<>();
    private final Map<String, Entry> jni = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();
    private final Set<List<String>> proxies = new HashSet<>();
    private final Set<String> runtimeClasses = new HashSet<>();

    private NativeSources(List<JarFile> jars) {
        this.jars = jars;
        jars.forEach(jar -> jar.stream().forEach(entry -> files.putIfAbsent(entry.getName(), jar)));
    }

    /**
     * Those that the build has left in a directory.
     *
     * @param absent parts of the names of configuration files that are not read
     */
    static NativeSources in(Path directory, String... absent) throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.list(directory)) {
            found.filter(file -> file.toString().endsWith(".jar")).forEach(files::add);
        }
        try (var found = Files.list(directory.resolve("lib"))) {
            found.sorted().forEach(files::add);
        }
        var jars = new ArrayList<JarFile>();
        for (var file : files) {
            jars.add(new JarFile(file.toFile()));
        }
        var sources = new NativeSources(jars);
        var arguments = Files.readString(directory.resolve("native-image.args"));
        sources.readArguments(arguments);
        for (var jar : jars) {
            var excluded = EXCLUDED.matcher(arguments)
                    .results()
                    .filter(found -> Pattern.compile(found.group(1))
                            .matcher(jar.getName())
                            .find())
                    .map(found -> Pattern.compile(found.group(2)));
            var unread = Stream.of(absent).map(part -> Pattern.compile(part, Pattern.LITERAL));
            sources.readConfiguration(jar, Stream.concat(excluded, unread).toList());
        }
        sources.readFeatures();
        return sources;
    }

    /** The bytes of a class; the first jar that has it counts, as for native-image. Null where none has. */
    byte[] bytesOf(String type) {
        var file = type.replace('.', '/') + ".class";
        var jar = files.get(file);
        try {
            return jar == null ? null : jar.getInputStream(jar.getEntry(file)).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Names of classes and packages. */
    Set<String> runtimeClasses() {
        return Set.copyOf(runtimeClasses);
    }

    /** Whether the static initialiser of a class runs while the executable is built. */
    boolean isInitialisedWhileBuilding(String type) {
        return !Lookup.isOfTheJdk(type)
                && runtimeClasses.stream()
                        .noneMatch(name ->
                                type.equals(name) || type.startsWith(name + ".") || type.startsWith(name + "$"));
    }

    /** Whether Weir has it from its own sources; the rest is the framework's to get right. */
    boolean isOurs(String type) {
        return ours().contains(type);
    }

    /** The names of all classes that Weir has from its own sources. */
    Set<String> ours() {
        return jars.get(0).stream()
                .map(JarEntry::getName)
                .filter(name -> OURS.matcher(name).matches())
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The classes and packages that Weir's own configuration names. */
    Set<String> namesOfWeir() throws IOException {
        var own = new NativeSources(List.of());
        own.readConfiguration(jars.get(0), List.of(OF_QUARKUS));
        var names = new TreeSet<>(own.jni.keySet());
        names.addAll(own.runtimeClasses);
        return names;
    }

    /** Whether there is a class of this name or one in a package of it. */
    boolean exists(String name) {
        var path = name.replace('.', '/');
        return files.containsKey(path + ".class") || files.containsKey(path + "/");
    }

    /** As if nothing were registered for names with this in them, nor initialised at run time. */
    NativeSources without(String name) {
        var rest = new NativeSources(jars);
        rest.reflection.putAll(reflection);
        rest.jni.putAll(jni);
        rest.resources.addAll(resources);
        rest.proxies.addAll(proxies);
        rest.runtimeClasses.addAll(runtimeClasses);
        rest.reflection.keySet().removeIf(each -> each.contains(name));
        rest.jni.keySet().removeIf(each -> each.contains(name));
        rest.resources.removeIf(each -> each.pattern().contains(name));
        rest.proxies.removeIf(each -> each.get(0).contains(name));
        rest.runtimeClasses.removeIf(each -> each.contains(name));
        return rest;
    }

    boolean hasType(String name) {
        return reflection.containsKey(name);
    }

    boolean hasJniType(String name) {
        return jni.containsKey(name);
    }

    boolean hasJniMember(String type, String name) {
        var entry = jni.get(type);
        return entry != null
                && (entry.members.stream().anyMatch(member -> member.replaceFirst("\\(.*", "")
                                .equals(name))
                        || entry.flags.contains("allDeclaredFields")
                        || entry.flags.contains("allDeclaredMethods"));
    }

    /**
     * Whether one of the flags, such as {@code allDeclaredFields}, is set for a type, or one of its members is named.
     */
    boolean hasAnyOf(String type, String member, String... flags) {
        var entry = reflection.get(type);
        return entry != null
                && (Stream.of(flags).anyMatch(entry.flags::contains)
                        || entry.members.contains(member)
                        || entry.members.contains(member.replaceFirst("\\(.*", "")));
    }

    boolean hasResource(String name) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    boolean hasProxy(List<String> interfaces) {
        return proxies.contains(interfaces);
    }

    private void readArguments(String arguments) {
        AT_RUN_TIME
                .matcher(arguments)
                .results()
                .flatMap(found -> Arrays.stream(found.group(1).split(",")))
                .forEach(runtimeClasses::add);
    }

    private void readConfiguration(JarFile jar, List<Pattern> excluded) throws IOException {
        var entries = jar.stream()
                .filter(entry -> entry.getName().startsWith("META-INF/native-image/"))
                .filter(entry -> excluded.stream().noneMatch(pattern -> pattern.matcher("/" + entry.getName())
                        .find()))
                .toList();
        for (var entry : entries) {
            var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            var content = new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
            switch (name) {
                case "native-image.properties" -> {
                    var properties = new Properties();
                    properties.load(new ByteArrayInputStream(content.getBytes(UTF_8)));
                    readArguments(properties.getProperty("Args", ""));
                }
                case "reflect-config.json" -> JSON.readTree(content).forEach(each -> add(reflection, each));
                case "jni-config.json" -> JSON.readTree(content).forEach(each -> add(jni, each));
                case "proxy-config.json" ->
                    JSON.readTree(content).forEach(each -> proxies.add(texts(each.path("interfaces"))));
                case "resource-config.json" -> readResources(JSON.readTree(content));
                case "reachability-metadata.json" -> {
                    var all = JSON.readTree(content);
                    all.path("reflection").forEach(each -> add(reflection, each));
                    all.path("resources")
                            .forEach(each -> addGlob(each.path("glob").asText()));
                }
                default -> {}
            }
        }
    }

    private void readResources(JsonNode all) {
        all.path("resources").path("includes").forEach(each -> {
            var pattern = each.path("pattern").asText();
            resources.add(Pattern.compile(pattern.replaceFirst("^[\\w.]+:", "")));
        });
        all.path("globs").forEach(each -> addGlob(each.path("glob").asText()));
    }

    private void addGlob(String glob) {
        resources.add(
                Pattern.compile(Pattern.quote(glob).replace("**", "\\E.*\\Q").replace("*", "\\E[^/]*\\Q")));
    }

    private static void add(Map<String, Entry> all, JsonNode each) {
        var name = each.hasNonNull("name")
                ? each.get("name").asText()
                : each.path("type").asText();
        var entry = all.computeIfAbsent(name, unknown -> new Entry());
        each.properties().forEach(field -> {
            if (field.getValue().isBoolean() && field.getValue().asBoolean()) {
                entry.flags.add(field.getKey());
            }
        });
        for (var kind : List.of("methods", "queriedMethods", "fields")) {
            if (each.has(kind)) {
                // All fields of a type are those that are registered.
                entry.flags.add(kind);
            }
            each.path(kind)
                    .forEach(member -> entry.members.add(member.path("name").asText()
                            + (member.has("parameterTypes")
                                    ? "(" + String.join(",", texts(member.get("parameterTypes"))) + ")"
                                    : "")));
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        (array.isArray() ? array : JSON.createArrayNode()).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Features are code, which says what it does in its constants. */
    private void readFeatures() throws IOException {
        var feature = bytesOf(FEATURE);
        var pending = new ArrayList<String>();
        read(feature, pending, () -> {
            runtimeClasses.addAll(pending);
            pending.clear();
        });
        var caffeine = bytesOf(CAFFEINE_FEATURE);
        var types = new ArrayList<String>();
        read(caffeine, types, () -> {});
        types.stream()
                .filter(name -> name.startsWith("com.github.benmanes.caffeine.cache."))
                .forEach(name -> {
                    var entry = reflection.computeIfAbsent(name, unknown -> new Entry());
                    entry.flags.addAll(List.of("allDeclaredConstructors"));
                    entry.members.add("FACTORY");
                });
    }

    private static void read(byte[] type, List<String> texts, Runnable atRunTime) {
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitLdcInsn(Object value) {
                                        if (value instanceof String text) {
                                            texts.add(text);
                                        }
                                    }

                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String of, boolean isInterface) {
                                        if (called.equals("initializeAtRunTime")) {
                                            atRunTime.run();
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG);
    }
}

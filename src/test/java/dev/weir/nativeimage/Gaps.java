package dev.weir.nativeimage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the look-ups of a run that a native executable would refuse.
 *
 * <p>Classes of the JDK do not count: a library that looks for one of them works without it.
 */
final class Gaps {

    /**
     * Where the JDK loads a class or a resource of the application by a name that it has read somewhere; elsewhere, as
     * for annotations and generic types, native-image follows it.
     */
    private static final List<String> NAMED_BY_THE_JDK = List.of(
            "java.util.ServiceLoader",
            "java.util.ResourceBundle",
            "java.util.logging.",
            "java.security.Provider",
            "javax.security.",
            "javax.net.");

    /** Callers whose look-ups may fail, with the reason. */
    private static final Map<String, String> MAY_FAIL = Map.ofEntries(
            Map.entry("net.bytebuddy.", "is the agent's"),
            Map.entry("dev.weir.nativeimage.", "is the agent's"),
            Map.entry("dev.weir.cli.CommandSession", "is the test's"),
            Map.entry("io.quarkus.bootstrap.runner.", "starts the jar, and no executable"),
            Map.entry("io.quarkus.runtime.init.InitializeClassPreInitRunnable", "only loads early, and goes on"),
            Map.entry(
                    "io.quarkus.runtime.configuration.AbstractConfigBuilder",
                    "is called with constants, which are inlined"),
            Map.entry(
                    "com.github.benmanes.caffeine.cache.Caffeine",
                    "looks for bulk loading, which no cache of ours has"),
            Map.entry("io.netty.channel.ChannelHandlerMask$2", "calls a handler that it cannot look into"),
            Map.entry("io.netty.util.internal.ClassInitializerUtil", "only initialises early, and goes on"),
            Map.entry("io.netty.util.internal.ReferenceCountUpdater", "takes a field updater instead"),
            Map.entry("net.jpountz.util.Native", "is asked whether it has loaded, and the answer is no"),
            Map.entry("net.jpountz.lz4.LZ4Factory", "takes the implementation in Java instead"),
            Map.entry("net.jpountz.xxhash.XXHashFactory", "takes the implementation in Java instead"));

    private final NativeSources sources;
    private final CallSites callSites;

    Gaps(NativeSources sources, CallSites callSites) {
        this.sources = sources;
        this.callSites = callSites;
    }

    /** A line for each, with the registration that it needs. */
    Set<String> of(List<Lookup> lookups) {
        var gaps = new TreeSet<String>();
        for (var lookup : lookups) {
            if (lookup.how().equals("<clinit>")) {
                early(lookup).ifPresent(gaps::add);
            } else if (lookup.how().equals("load")) {
                loadedWhileBuilding(lookup).ifPresent(gaps::add);
            } else if (!isWhileBuilding(lookup) && !isOutOfScope(lookup)) {
                mending(lookup)
                        .filter(line -> !callSites.isLink(lookup) && !callSites.isConstant(lookup))
                        .ifPresent(line ->
                                gaps.add("%s, which %s looks up (%s)".formatted(line, lookup.caller(), lookup.how())));
            }
        }
        return gaps;
    }

    /**
     * A class that is initialised at run time must not be needed by a static initialiser that runs before. Where one of
     * a library needs it, the framework has an answer.
     */
    private Optional<String> early(Lookup lookup) {
        return lookup.initialisers().stream()
                .filter(sources::isInitialisedWhileBuilding)
                .findFirst()
                .filter(other -> sources.isOurs(other) && !other.equals(lookup.type()))
                .map(other -> "--initialize-at-run-time=%s, whose static initialiser needs %s"
                        .formatted(other, lookup.type()));
    }

    /**
     * A library of JNI that a static initialiser loads is loaded where the executable is built, and not where it runs.
     */
    private Optional<String> loadedWhileBuilding(Lookup lookup) {
        return lookup.initialisers().stream()
                .filter(sources::isInitialisedWhileBuilding)
                .filter(type -> MAY_FAIL.keySet().stream().noneMatch(lookup.caller()::startsWith))
                .findFirst()
                .map(type -> "--initialize-at-run-time=%s, whose static initialiser loads %s"
                        .formatted(type, lookup.member()));
    }

    private boolean isWhileBuilding(Lookup lookup) {
        return lookup.initialisers().stream().anyMatch(sources::isInitialisedWhileBuilding);
    }

    private boolean isOutOfScope(Lookup lookup) {
        return lookup.caller().isEmpty()
                || (!lookup.type().isEmpty() && !sources.exists(lookup.type()))
                || MAY_FAIL.keySet().stream().anyMatch(lookup.caller()::startsWith)
                || (Lookup.isOfTheJdk(lookup.direct())
                        && NAMED_BY_THE_JDK.stream().noneMatch(lookup.direct()::startsWith));
    }

    private Optional<String> mending(Lookup lookup) {
        var type = lookup.type();
        var member = lookup.member();
        return switch (lookup.how()) {
            case "forName", "loadClass" -> unless(sources.hasType(type), reflection(type, ""));
            case "getConstructor", "getDeclaredConstructor", "findConstructor" ->
                unless(
                        sources.hasAnyOf(type, member, "allDeclaredConstructors", "allPublicConstructors"),
                        reflection(type, member));
            case "getConstructors", "getDeclaredConstructors" ->
                unless(
                        sources.hasAnyOf(
                                type,
                                "<init>",
                                "allDeclaredConstructors",
                                "queryAllDeclaredConstructors",
                                "allPublicConstructors"),
                        reflection(type, "constructors"));
            case "getMethod", "getDeclaredMethod", "findVirtual", "findStatic" ->
                unless(
                        sources.hasAnyOf(type, member, "allDeclaredMethods", "allPublicMethods"),
                        reflection(type, member));
            case "getMethods", "getDeclaredMethods" ->
                unless(
                        sources.hasAnyOf(
                                type,
                                "",
                                "methods",
                                "allDeclaredMethods",
                                "queryAllDeclaredMethods",
                                "allPublicMethods"),
                        reflection(type, "methods"));
            case "getField",
                    "getDeclaredField",
                    "findVarHandle",
                    "findStaticVarHandle",
                    "findGetter",
                    "findSetter",
                    "findStaticGetter",
                    "findStaticSetter" ->
                unless(
                        sources.hasAnyOf(type, member, "allDeclaredFields", "allPublicFields"),
                        reflection(type, member));
            case "getFields", "getDeclaredFields" ->
                unless(
                        sources.hasAnyOf(type, "", "fields", "allDeclaredFields", "allPublicFields"),
                        reflection(type, "fields"));
            case "getRecordComponents" ->
                unless(
                        sources.hasAnyOf(type, "", "allRecordComponents", "allDeclaredMethods"),
                        reflection(type, "record components"));
            case "getResource", "getResources" ->
                unless(sources.hasResource(member), "quarkus.native.resources.includes=" + member);
            case "newProxyInstance" ->
                unless(sources.hasProxy(List.of(member.split(","))), "@RegisterForProxy(targets = " + member + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean registered, String line) {
        return registered ? Optional.empty() : Optional.of(line);
    }

    private static String reflection(String type, String what) {
        return "@RegisterForReflection(classNames = \"" + type + "\")" + (what.isEmpty() ? "" : " for its " + what);
    }
}

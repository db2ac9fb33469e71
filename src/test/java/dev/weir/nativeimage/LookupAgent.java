package dev.weir.nativeimage;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;

/** A Java agent that has {@link LookupLog} record the names that a program looks up. */
@SuppressWarnings("rawtypes") // javac finds them in the defaults of the annotations.
public final class LookupAgent {

    private LookupAgent() {}

    /**
     * For the JVM.
     *
     * @param directory with {@code log.jar}, which has {@link LookupLog}, and {@code runtime-classes}, the names and
     *     packages that are initialised at run time; the look-ups go there too
     */
    public static void premain(String directory, Instrumentation jvm) throws IOException {
        jvm.appendToBootstrapClassLoaderSearch(new JarFile(new File(directory, "log.jar")));
        var runtimeClasses = Files.readAllLines(Path.of(directory, "runtime-classes"));
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.InitializationStrategy.NoOp.INSTANCE)
                .with(AgentBuilder.TypeStrategy.Default.REDEFINE)
                .with(new AgentBuilder.Listener.WithErrorsOnly(AgentBuilder.Listener.StreamWriting.toSystemError()))
                .ignore(none());
        agent = on(agent, named("java.lang.Class"), FindsType.class, named("forName"));
        agent = on(
                agent,
                named("java.lang.ClassLoader"),
                FindsType.class,
                named("loadClass").and(takesArguments(1)));
        agent = on(
                agent,
                named("java.lang.Class"),
                FindsMembers.class,
                namedOneOf(
                                "getField",
                                "getDeclaredField",
                                "getMethod",
                                "getDeclaredMethod",
                                "getConstructor",
                                "getDeclaredConstructor",
                                "getFields",
                                "getDeclaredFields",
                                "getMethods",
                                "getDeclaredMethods",
                                "getConstructors",
                                "getDeclaredConstructors",
                                "getRecordComponents",
                                "getPermittedSubclasses",
                                "getClasses",
                                "getDeclaredClasses")
                        .and(isPublic()));
        agent = on(
                agent,
                named("java.lang.ClassLoader"),
                FindsResource.class,
                named("getResource").or(named("getResources")).and(isPublic()));
        agent = on(
                agent,
                named("java.lang.reflect.Proxy"),
                MakesProxy.class,
                named("newProxyInstance").and(isPublic()));
        agent = on(
                agent,
                named("java.lang.invoke.MethodHandles$Lookup"),
                FindsHandle.class,
                nameStartsWith("find")
                        .and(isPublic())
                        .and(takesArguments(3))
                        .or(named("findConstructor").and(isPublic())));
        agent = on(agent, named("java.lang.Runtime"), LoadsLibrary.class, named("load0"));
        agent = on(agent, type -> isNamed(type, runtimeClasses), Initialises.class, isTypeInitializer());
        LookupLog.open(directory);
        agent.installOn(jvm);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> writeLoaded(directory, jvm)));
    }

    private static AgentBuilder on(
            AgentBuilder agent,
            ElementMatcher<? super TypeDescription> types,
            Class<?> advice,
            ElementMatcher<? super MethodDescription> methods) {
        return agent.type(types)
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(methods)));
    }

    private static boolean isNamed(TypeDescription type, List<String> runtimeClasses) {
        return runtimeClasses.stream()
                .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "."));
    }

    private static void writeLoaded(String directory, Instrumentation jvm) {
        var names = new ArrayList<String>();
        for (var type : jvm.getAllLoadedClasses()) {
            names.add(type.getName());
        }
        try {
            Files.write(Path.of(directory, "loaded"), names);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    static final class FindsType {

        @Advice.OnMethodExit
        static void found(
                @Advice.Origin("#m") String method, @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object found) {
            LookupLog.type(method, found);
        }
    }

    static final class FindsMembers {

        @Advice.OnMethodExit
        static void found(
                @Advice.Origin("#m") String method,
                @Advice.This Object type,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object found) {
            LookupLog.members(method, (Class<?>) type, found);
        }
    }

    static final class FindsHandle {

        @Advice.OnMethodExit
        static void found(
                @Advice.Origin("#m") String method,
                @Advice.Argument(0) Class<?> type,
                @Advice.AllArguments Object[] arguments,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object found) {
            LookupLog.handle(method, type, arguments[1] instanceof String name ? name : "<init>", found);
        }
    }

    static final class FindsResource {

        @Advice.OnMethodExit
        static void found(
                @Advice.Origin("#m") String method,
                @Advice.Argument(0) String name,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object found) {
            if (found != null && !(found instanceof java.util.Enumeration<?> all && !all.hasMoreElements())) {
                LookupLog.resource(method, name);
            }
        }
    }

    static final class MakesProxy {

        @Advice.OnMethodEnter
        static void made(@Advice.Origin("#m") String method, @Advice.Argument(1) Class<?>[] interfaces) {
            LookupLog.proxy(method, interfaces);
        }
    }

    static final class LoadsLibrary {

        @Advice.OnMethodEnter
        static void loaded(@Advice.Argument(1) String file) {
            LookupLog.library(file);
        }
    }

    static final class Initialises {

        @Advice.OnMethodEnter
        static void begins(@Advice.Origin Class<?> type) {
            LookupLog.initialised(type);
        }
    }
}

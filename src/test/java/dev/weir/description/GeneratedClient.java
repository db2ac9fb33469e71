package dev.weir.description;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** A Java client that openapi-generator generates in its own process, after it has validated the description. */
final class GeneratedClient {

    /** The build puts it there; see pom.xml. */
    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");

    private static final String PACKAGE = "weir.client";
    private static final int TIMEOUT_MINUTES = 5;

    private final Path directory;

    private GeneratedClient(Path directory) {
        this.directory = directory;
    }

    /**
     * Generates the sources.
     *
     * @param directory an empty one
     */
    static GeneratedClient of(String description, Path directory) throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("openapi.yaml"), description);
        var log = directory.resolve("generator.log");
        var generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        GENERATOR.toAbsolutePath().toString(),
                        "generate",
                        "--input-spec=" + file,
                        "--generator-name=java",
                        "--library=native",
                        "--output=" + directory,
                        "--invoker-package=" + PACKAGE,
                        "--api-package=" + PACKAGE + ".api",
                        "--model-package=" + PACKAGE + ".model",
                        "--additional-properties=openApiNullable=false,useJakartaEe=true",
                        "--global-property=apis,models,supportingFiles,"
                                + "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!generator.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || generator.exitValue() != 0) {
            generator.destroyForcibly();
            throw new AssertionError("openapi-generator failed:\n" + Files.readString(log));
        }
        return new GeneratedClient(directory);
    }

    /** Compiles the client together with a program that uses it, and loads the program. */
    Class<?> compile(String name, String program) throws IOException, ReflectiveOperationException {
        var classes = Files.createDirectories(directory.resolve("classes"));
        var sources = new ArrayList<String>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        sources.add(
                Files.writeString(directory.resolve(name + ".java"), program).toString());
        try (var files = Files.walk(directory.resolve("src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(sources::add);
        }
        var log = new java.io.ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, log, log, sources.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("The client does not compile:\n" + log.toString(StandardCharsets.UTF_8));
        }
        return new URLClassLoader(new URL[] {url(classes)}, getClass().getClassLoader()).loadClass(name);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}

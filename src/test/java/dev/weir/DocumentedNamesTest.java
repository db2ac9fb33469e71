package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents name types, settings and metrics that exist. */
class DocumentedNamesTest {

    private static final JavaClasses WEIR = new ClassFileImporter().importPath(Path.of("target/classes/dev/weir"));

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern TYPE =
            Pattern.compile("(?:[a-z]+\\.)*([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:\\.\\w+)?");
    private static final Pattern TYPE_IN_SOURCE = Pattern.compile(
            "(?m)^import (?:static )?[\\w.]*?\\.([A-Z]\\w+)[;.]|\\b(?:class|record|interface|enum) (\\w+)");
    private static final Pattern SETTING = Pattern.compile("weir\\.[a-z-]+\\.(?:NAME\\.)?[a-z.-]+[a-z]");
    private static final Pattern METRIC = Pattern.compile("\\bweir_[a-z_]+\\b");
    private static final Pattern METER = Pattern.compile("(Counter|Gauge|Timer)\\.builder\\(\\s*\"(weir[a-z.]+)\"");

    /** Types of libraries, and an option of the JVM, that no source imports. */
    private static final Set<String> FOREIGN =
            Set.of("OutgoingKafkaRecordMetadata", "BodyHandler", "TrimNativeHeapInterval");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "RATIONALE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs"})
    void types_exist(String root) throws IOException {
        var types = typesInSources();

        for (var document : files(root, ".md")) {
            assertThat(types(Files.readString(document)))
                    .as("types in %s", document)
                    .isSubsetOf(types);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "RATIONALE.md", "CONTRIBUTING.md", "SECURITY.md", "docs"})
    void settings_exist(String root) throws IOException {
        var settings = settingsOfMappings();
        var prefixes = settings.stream().map(DocumentedNamesTest::prefix).collect(Collectors.toSet());

        for (var document : files(root, ".md")) {
            assertThat(settings(Files.readString(document)))
                    .as("settings in %s", document)
                    .filteredOn(setting -> prefixes.contains(prefix(setting)))
                    .allSatisfy(
                            setting -> assertThat(settings).as(setting).containsAnyOf(setting, withoutName(setting)));
        }
    }

    @Test
    void every_setting_is_documented() throws IOException {
        Set<String> documented = new TreeSet<>(settings(Files.readString(Path.of("README.md"))));
        for (var document : files("docs", ".md")) {
            documented.addAll(settings(Files.readString(document)));
        }

        assertThat(documented).containsAll(settingsOfMappings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "RATIONALE.md", "CONTRIBUTING.md", "docs"})
    void metrics_exist(String root) throws IOException {
        var metrics = metricsInSources();

        assertThat(metrics).isNotEmpty();
        for (var document : files(root, ".md")) {
            assertThat(all(METRIC, Files.readString(document), Function.identity()))
                    .as("metrics in %s", document)
                    .isSubsetOf(metrics);
        }
    }

    @Test
    void names_that_do_not_exist_are_found() throws IOException {
        var planted = "`NoSuchType` counts `weir_no_such_total` up to `weir.produce.timeout`, `.no-such-setting`.";

        assertThat(types(planted)).containsExactly("NoSuchType").doesNotContainAnyElementsOf(typesInSources());
        assertThat(settings(planted)).containsExactly("weir.produce.no-such-setting", "weir.produce.timeout");
        assertThat(settingsOfMappings())
                .contains("weir.produce.timeout")
                .doesNotContain("weir.produce.no-such-setting");
        assertThat(metricsInSources()).doesNotContain("weir_no_such_total");
    }

    private static Set<String> types(String markdown) {
        return all(CODE, CODE_BLOCK.matcher(markdown).replaceAll(""), code -> {
            var type = TYPE.matcher(code);
            return type.matches() ? type.group(1) : null;
        });
    }

    /** A code span that begins with a dot stands for a sibling of the setting before it. */
    private static Set<String> settings(String markdown) {
        Set<String> found = new TreeSet<>(all(SETTING, markdown, Function.identity()));
        markdown.lines().forEach(line -> {
            var setting = "";
            for (var code :
                    CODE.matcher(line).results().map(span -> span.group(1)).toList()) {
                var whole = SETTING.matcher(code);
                if (whole.lookingAt()) {
                    setting = whole.group();
                } else if (!setting.isEmpty() && code.matches("\\.[a-z-]+")) {
                    found.add(setting.substring(0, setting.lastIndexOf('.')) + code);
                }
            }
        });
        return found;
    }

    private static Set<String> typesInSources() throws IOException {
        Set<String> types = new TreeSet<>(FOREIGN);
        for (var source : files("src", ".java")) {
            types.add(source.getFileName().toString().replace(".java", ""));
            TYPE_IN_SOURCE
                    .matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .forEach(types::add);
        }
        return types;
    }

    /** The names of all settings of Weir. */
    static Set<String> settingsOfMappings() {
        var settings = WEIR.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .flatMap(type ->
                        settings(type.getAnnotationOfType(ConfigMapping.class).prefix(), type))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(settings).isNotEmpty();
        return settings;
    }

    private static Stream<String> settings(String prefix, JavaClass mapping) {
        return mapping.getMethods().stream()
                .filter(method -> method.getRawParameterTypes().isEmpty())
                .flatMap(method -> {
                    var key = prefix + "." + kebab(method.getName());
                    if (method.isAnnotatedWith(WithParentName.class)) {
                        return settings(prefix + ".NAME", valueType(method));
                    }
                    return isGroup(method.getRawReturnType())
                            ? settings(key, method.getRawReturnType())
                            : Stream.of(key);
                });
    }

    private static JavaClass valueType(JavaMethod method) {
        var types = ((JavaParameterizedType) method.getReturnType()).getActualTypeArguments();
        return types.get(types.size() - 1).toErasure();
    }

    private static boolean isGroup(JavaClass type) {
        return type.isInterface() && type.getPackageName().startsWith("dev.weir");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** An entry of a map of rules, such as {@code weir.access.orders.topics}, is documented by any name. */
    private static String withoutName(String setting) {
        return setting.replaceFirst("^(weir\\.[a-z]+)\\.[a-z-]+\\.", "$1.NAME.");
    }

    private static String prefix(String setting) {
        return setting.substring(0, setting.indexOf('.', "weir.".length()));
    }

    private static Set<String> metricsInSources() throws IOException {
        Set<String> metrics = new TreeSet<>();
        for (var source : files("src/main/java", ".java")) {
            METER.matcher(Files.readString(source)).results().forEach(meter -> {
                var name = meter.group(2).replace('.', '_');
                var ending = meter.group(1).equals("Counter")
                        ? "_total"
                        : meter.group(1).equals("Timer") ? "_seconds" : "";
                metrics.add(name + ending);
            });
        }
        return metrics;
    }

    private static Set<String> all(Pattern pattern, String text, Function<String, String> name) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.groupCount() == 0 ? found.group() : found.group(1))
                .map(name)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<Path> files(String root, String ending) throws IOException {
        try (var paths = Files.walk(Path.of(root))) {
            List<Path> files =
                    paths.filter(path -> path.toString().endsWith(ending)).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }
}

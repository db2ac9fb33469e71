package dev.weir;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveSimpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.ConfigMapping;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The rules for names of types and constants; {@link PackageRules} has those for dependencies. */
final class NamingRules {

    /** Words that need a key to be understood, in the singular. */
    private static final String METAPHORS =
            "Answer|Complaint|Consent|Desk|Doorbell|Farewell|Feed|Handout|House|Mirror|Moment|Noise|Outlet|Owed"
                    + "|Patience|Portrait|Pulse|Room|Somebody|Stranger|Tally|Verb|Wire|Workshop";

    /** Types of CDI, the JDK, Kafka and OpenTelemetry that a name should not be mistaken for. */
    private static final Set<String> WELL_KNOWN =
            Set.of("Instance", "Collector", "GroupState", "Cluster", "Partitioner", "Span", "Console");

    private final String root;

    /**
     * The rules of one code base.
     *
     * @param root the package of its packages
     */
    NamingRules(String root) {
        this.root = root;
    }

    List<ArchRule> rules() {
        return List.of(
                exceptionsEndInException(),
                filtersEndInFilter(),
                customizersEndInCustomizer(),
                configMappingsEndInConfig(),
                resourcesEndInResource(),
                commandsEndInCommand(),
                mixinsEndInOptions(),
                noEmptyEndings(),
                noMetaphors(),
                simpleNamesAreUnique(),
                namesDoNotShadowWellKnownTypes(),
                constantsNameALimitOrATimeout());
    }

    /** {@code Failure} is the exception that every package throws, and has the shortest name. */
    private static ArchRule exceptionsEndInException() {
        return classes()
                .that(DescribedPredicate.describe("extend an exception", type -> type.getRawSuperclass()
                        .filter(raw -> raw.getSimpleName().matches(".*(Exception|Error|Throwable|Failure)"))
                        .isPresent()))
                .and()
                .doNotHaveSimpleName("Failure")
                .should(haveSimpleNameEndingWith("Exception"));
    }

    private static ArchRule filtersEndInFilter() {
        return classes()
                .that(isFilter())
                .should(haveSimpleNameEndingWith("Filter"))
                .because("a filter sees every request, and its name should say so");
    }

    private static DescribedPredicate<JavaClass> isFilter() {
        return DescribedPredicate.describe(
                "are filters of routes or resources",
                type -> type.isAssignableTo(ContainerRequestFilter.class)
                        || type.isAssignableTo(ContainerResponseFilter.class)
                        || type.isAssignableTo(java.util.logging.Filter.class)
                        || type.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith(ServerRequestFilter.class)
                                        || method.isAnnotatedWith(ServerResponseFilter.class)
                                        || method.getRawParameterTypes().stream()
                                                .anyMatch(parameter -> parameter.isEquivalentTo(Filters.class))));
    }

    private static ArchRule customizersEndInCustomizer() {
        return classes()
                .that(DescribedPredicate.describe(
                        "implement a customizer of a library", type -> type.getAllRawInterfaces().stream()
                                .anyMatch(raw -> raw.getSimpleName().endsWith("Customizer"))))
                .should(haveSimpleNameEndingWith("Customizer"));
    }

    private static ArchRule configMappingsEndInConfig() {
        return classes().that().areAnnotatedWith(ConfigMapping.class).should(haveSimpleNameEndingWith("Config"));
    }

    private static ArchRule resourcesEndInResource() {
        return classes().that().areAnnotatedWith(Path.class).should(haveSimpleNameEndingWith("Resource"));
    }

    private static ArchRule commandsEndInCommand() {
        return classes().that().areAnnotatedWith(Command.class).should(haveSimpleNameEndingWith("Command"));
    }

    private static ArchRule mixinsEndInOptions() {
        return fields().that()
                .areAnnotatedWith(Mixin.class)
                .should(new ArchCondition<>("have a type that ends in Options") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        events.add(new SimpleConditionEvent(
                                field, field.getRawType().getSimpleName().endsWith("Options"), field.getDescription()));
                    }
                });
    }

    private static ArchRule noEmptyEndings() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Dto|DTO)(\\$.*)?")
                .because("these endings say nothing");
    }

    private static ArchRule noMetaphors() {
        return noClasses()
                .should()
                .haveNameMatching(".*[.$]([A-Z][A-Za-z0-9]*)?(" + METAPHORS + ")s?([A-Z][A-Za-z0-9]*)?")
                .because("a name is Kafka's word, or that of a pattern or a library");
    }

    /** Nested types may share a name that only has a meaning in their type, such as {@code Kind} or {@code State}. */
    private static ArchRule simpleNamesAreUnique() {
        return classes()
                .that()
                .areTopLevelClasses()
                .should(new ArchCondition<>("have a simple name that no other type has") {

                    private Map<String, Long> counts = Map.of();

                    @Override
                    public void init(Collection<JavaClass> all) {
                        counts = all.stream()
                                .flatMap(type -> type.getPackage().getClasses().stream())
                                .distinct()
                                .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
                    }

                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        events.add(new SimpleConditionEvent(
                                type,
                                isPackageInfo(type) || counts.get(type.getSimpleName()) == 1,
                                type.getDescription()));
                    }
                });
    }

    /** A type of a library is well known where the code uses it. */
    private ArchRule namesDoNotShadowWellKnownTypes() {
        return classes().should(new ArchCondition<>("not have the name of a well-known type") {

            private final Set<String> used = new HashSet<>();

            @Override
            public void init(Collection<JavaClass> all) {
                all.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(type -> !type.getPackageName().startsWith(root)
                                && !type.getName().contains("$"))
                        .map(JavaClass::getSimpleName)
                        .forEach(used::add);
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var name = type.getSimpleName();
                var isShadow = WELL_KNOWN.contains(name) || (type.isTopLevelClass() && used.contains(name));
                events.add(new SimpleConditionEvent(type, !isShadow || isPackageInfo(type), type.getDescription()));
            }
        });
    }

    private static ArchRule constantsNameALimitOrATimeout() {
        return noFields()
                .that()
                .haveModifier(JavaModifier.STATIC)
                .should()
                .haveNameMatching(".*PATIENCE.*|MOST_.*|LONGEST_.*")
                .because("a limit is MAX_.., a wait is ..TIMEOUT");
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }
}

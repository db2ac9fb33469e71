package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses WEIR = new ClassFileImporter().importPath(Path.of("target/classes/dev/weir"));

    /** Packages of the same names in which each rule is violated once. */
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPath(Path.of("target/test-classes/dev/weir/violations"));

    static Stream<ArchRule> rules() {
        return rules("dev.weir");
    }

    static Stream<ArchRule> rulesForTheViolations() {
        return rules("dev.weir.violations");
    }

    private static Stream<ArchRule> rules(String root) {
        return Stream.concat(new PackageRules(root).rules().stream(), new NamingRules(root).rules().stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void weir_keeps_every_rule(ArchRule rule) {
        assertThat(WEIR).isNotEmpty();
        rule.check(WEIR);
    }

    @ParameterizedTest
    @MethodSource("rulesForTheViolations")
    void every_rule_detects_its_violation(ArchRule rule) {
        assertThat(rule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}

package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses WEIR = new ClassFileImporter().importPath(Path.of("target/classes/dev/weir"));

    /** A house of the same rooms in which each rule is broken once. */
    private static final JavaClasses CROOKED =
            new ClassFileImporter().importPath(Path.of("target/test-classes/dev/weir/violations"));

    static List<ArchRule> rules() {
        return new PackageRules("dev.weir").rules();
    }

    static List<ArchRule> rulesForTheCrookedHouse() {
        return new PackageRules("dev.weir.violations").rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void weir_is_built_to_the_plan(ArchRule rule) {
        assertThat(WEIR).isNotEmpty();
        rule.check(WEIR);
    }

    @ParameterizedTest
    @MethodSource("rulesForTheCrookedHouse")
    void each_rule_would_see_it_broken(ArchRule rule) {
        assertThat(rule.evaluate(CROOKED).hasViolation()).isTrue();
    }
}

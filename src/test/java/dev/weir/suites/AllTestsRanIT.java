package dev.weir.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** JUnit leaves out a class of a group that it cannot load, and says nothing. */
class AllTestsRanIT {

    private static final Path REPORTS = Path.of("target", "surefire-reports");

    @Test
    void every_test_class_has_a_report() throws IOException {
        assumeTrue(System.getProperty("test") == null, "only some tests were asked for (-Dtest)");

        assertThat(SuitesTest.classes("Test")).isNotEmpty().allSatisfy(test -> assertThat(
                        Files.exists(REPORTS.resolve("TEST-" + test + ".xml")))
                .as("a report of " + test)
                .isTrue());
    }
}

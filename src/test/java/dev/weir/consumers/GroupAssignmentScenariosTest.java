package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link GroupAssignmentScenarios} at a Weir alone. */
@QuarkusTest
class GroupAssignmentScenariosTest extends GroupAssignmentScenarios {}

package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link ConditionalCommitScenarios} at a Weir alone. */
@QuarkusTest
class ConditionalCommitTest extends ConditionalCommitScenarios {}

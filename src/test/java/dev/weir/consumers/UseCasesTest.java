package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link UseCasesScenarios} at a Weir alone. */
@QuarkusTest
class UseCasesTest extends UseCasesScenarios {}

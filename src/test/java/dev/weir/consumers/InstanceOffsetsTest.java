package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link InstanceOffsetsScenarios} at a Weir alone. */
@QuarkusTest
class InstanceOffsetsTest extends InstanceOffsetsScenarios {}

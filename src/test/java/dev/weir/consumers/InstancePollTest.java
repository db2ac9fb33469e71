package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link InstancePollScenarios} at a Weir alone. */
@QuarkusTest
class InstancePollTest extends InstancePollScenarios {}

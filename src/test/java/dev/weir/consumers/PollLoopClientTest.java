package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link PollLoopClientScenarios} at a Weir alone. */
@QuarkusTest
class PollLoopClientTest extends PollLoopClientScenarios {}

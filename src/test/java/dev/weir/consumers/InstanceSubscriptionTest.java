package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link InstanceSubscriptionScenarios} at a Weir alone. */
@QuarkusTest
class InstanceSubscriptionTest extends InstanceSubscriptionScenarios {}

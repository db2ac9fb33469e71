package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link MembershipChangesScenarios} at a Weir alone. */
@QuarkusTest
class MembershipChangesTest extends MembershipChangesScenarios {}

package dev.weir.consumers;

import io.quarkus.test.junit.QuarkusTest;

/** {@link CommitEachRecordScenarios} at a Weir alone. */
@QuarkusTest
class CommitEachRecordTest extends CommitEachRecordScenarios {}

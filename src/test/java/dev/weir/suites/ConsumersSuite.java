package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Streams, consumers and groups, and what the console reads for its lanes. */
@Suite
@SelectPackages({
    "dev.weir.consumers",
    "dev.weir.groups",
    "dev.weir.stream",
    "dev.weir.console.history",
    "dev.weir.console.live"
})
@IncludeClassNamePatterns(".*Test")
class ConsumersSuite {}

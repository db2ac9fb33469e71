package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Sending, access and the command line. */
@Suite
@SelectPackages({
    "dev.weir.access",
    "dev.weir.cli",
    "dev.weir.deadletters",
    "dev.weir.generate",
    "dev.weir.http",
    "dev.weir.produce",
    "dev.weir.topics"
})
@IncludeClassNamePatterns(".*Test")
class ProduceSuite {}

package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Records that are produced, handled by channels and generated, and the HTTP layer around them. */
@Suite
@SelectPackages({
    "dev.weir.channels",
    "dev.weir.deadletters",
    "dev.weir.generate",
    "dev.weir.http",
    "dev.weir.produce",
    "dev.weir.topics"
})
@IncludeClassNamePatterns(".*Test")
class ProduceSuite {}

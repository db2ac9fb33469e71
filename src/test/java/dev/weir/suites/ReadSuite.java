package dev.weir.suites;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Streams, channels, and all packages that no other group has. */
@Suite
@SelectPackages({"dev.weir", "org.acme", "org.apache.kafka.common.utils"})
@ExcludePackages({
    "dev.weir.access",
    "dev.weir.cli",
    "dev.weir.console",
    "dev.weir.consumers",
    "dev.weir.deadletters",
    "dev.weir.generate",
    "dev.weir.groups",
    "dev.weir.http",
    "dev.weir.produce",
    "dev.weir.topics"
})
@IncludeClassNamePatterns(".*Test")
class ReadSuite {}

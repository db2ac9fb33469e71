package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Access, HTTP and administration. */
@Suite
@SelectPackages({"dev.weir.access", "dev.weir.generate", "dev.weir.groups", "dev.weir.http", "dev.weir.topics"})
@IncludeClassNamePatterns(".*Test")
class AccessSuite {}

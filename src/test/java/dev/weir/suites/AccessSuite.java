package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Authentication and access, which need most of the profiles. */
@Suite
@SelectPackages("dev.weir.access")
@IncludeClassNamePatterns(".*Test")
class AccessSuite {}

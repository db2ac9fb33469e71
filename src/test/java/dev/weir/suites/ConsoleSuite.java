package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The console, its page in a browser. */
@Suite
@SelectPackages("dev.weir.console")
@IncludeClassNamePatterns(".*Test")
class ConsoleSuite {}

package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The command line. */
@Suite
@SelectPackages("dev.weir.cli")
@IncludeClassNamePatterns(".*Test")
class CliSuite {}

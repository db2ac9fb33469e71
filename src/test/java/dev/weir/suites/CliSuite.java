package dev.weir.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The command line, sending and consumer instances. */
@Suite
@SelectPackages({"dev.weir.cli", "dev.weir.consumers", "dev.weir.deadletters", "dev.weir.produce"})
@IncludeClassNamePatterns(".*Test")
class CliSuite {}

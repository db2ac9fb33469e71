package dev.weir.suites;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The console's page in a browser. */
@Suite
@SelectPackages("dev.weir.console")
@ExcludePackages({"dev.weir.console.history", "dev.weir.console.live"})
@IncludeClassNamePatterns(".*Test")
class ConsoleSuite {}

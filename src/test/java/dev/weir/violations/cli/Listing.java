package dev.weir.violations.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list")
class Listing {

    static class Switches {}

    @Mixin
    Switches switches;
}

package dev.weir.violations.console;

public class EntryPoint {}

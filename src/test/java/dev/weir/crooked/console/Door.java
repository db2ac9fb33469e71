package dev.weir.crooked.console;

public class Door {}

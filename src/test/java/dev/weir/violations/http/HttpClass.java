package dev.weir.violations.http;

public class HttpClass {}

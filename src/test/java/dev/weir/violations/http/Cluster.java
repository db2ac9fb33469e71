package dev.weir.violations.http;

class Cluster {}

package dev.weir.violations.undeclared;

class UndeclaredPackage {}

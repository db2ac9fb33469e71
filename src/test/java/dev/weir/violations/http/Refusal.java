package dev.weir.violations.http;

class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
}

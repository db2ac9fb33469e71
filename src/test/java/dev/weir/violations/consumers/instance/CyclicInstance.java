package dev.weir.violations.consumers.instance;

import dev.weir.violations.consumers.request.CyclicRequest;

/** Violates: no cycles between sub-packages. */
public class CyclicInstance {
    CyclicRequest other;
}

package dev.weir.violations.consumers.request;

import dev.weir.violations.consumers.instance.CyclicInstance;

/** Violates: no cycles between sub-packages. */
public class CyclicRequest {
    CyclicInstance other;
}

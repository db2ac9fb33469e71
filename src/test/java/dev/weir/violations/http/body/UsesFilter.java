package dev.weir.violations.http.body;

import dev.weir.violations.http.filter.UsesBody;

/** Violates: no cycles between sub-packages. */
public class UsesFilter {
    UsesBody uses;
}

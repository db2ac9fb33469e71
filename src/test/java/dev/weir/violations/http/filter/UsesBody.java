package dev.weir.violations.http.filter;

import dev.weir.violations.http.body.UsesFilter;

/** Violates: no cycles between sub-packages. */
public class UsesBody {
    UsesFilter uses;
}

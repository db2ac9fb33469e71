package dev.weir.violations.produce;

import dev.weir.violations.console.EntryPoint;

class UsesEntryPoint {
    EntryPoint entryPoint;
}

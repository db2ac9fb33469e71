package dev.weir.violations.produce;

class RemembersTheMachine {

    static final long MEMORY = Runtime.getRuntime().maxMemory();
}

package dev.weir.promise;

/** How long the runs are: short in every build, long with {@code -Dweir.promise=long}. */
enum Form {
    SHORT,
    LONG;

    static Form now() {
        return "long".equals(System.getProperty("weir.promise")) ? LONG : SHORT;
    }

    /** A number that depends on it. */
    static int either(int inShort, int inLong) {
        return now() == LONG ? inLong : inShort;
    }
}

package dev.weir.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * The permitted growth between two samples taken at rest.
 *
 * @param threads more, at the most
 * @param descriptors more, at the most
 * @param residentPercent more memory, at the most
 * @param heapKilobytes more alive in the heap, at the most
 */
record Levels(int threads, int descriptors, int residentPercent, long heapKilobytes) {

    private static final Levels LONG = new Levels(10, 10, 15, 8 * 1024);

    /** The memory of a JVM grows in its first minute under any load. */
    private static final Levels SHORT = new Levels(15, 15, 60, 16 * 1024);

    static Levels of(SoakForm form) {
        return form.isLong() ? LONG : SHORT;
    }

    /** The values that have grown more than permitted. */
    List<String> broken(Sample before, Sample after) {
        var broken = new ArrayList<String>();
        check(broken, "threads", before.threads(), after.threads(), before.threads() + threads);
        check(broken, "descriptors", before.descriptors(), after.descriptors(), before.descriptors() + descriptors);
        check(
                broken,
                "KB of resident memory",
                before.residentKilobytes(),
                after.residentKilobytes(),
                before.residentKilobytes() * (100 + residentPercent) / 100);
        check(
                broken,
                "KB alive in the heap",
                before.heapKilobytes(),
                after.heapKilobytes(),
                before.heapKilobytes() + heapKilobytes);
        return broken;
    }

    private static void check(List<String> broken, String what, long before, long after, long most) {
        if (after > most) {
            broken.add("%d %s became %d, and %d would have been level".formatted(before, what, after, most));
        }
    }
}

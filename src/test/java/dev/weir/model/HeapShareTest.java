package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HeapShareTest {

    private static final long MEGABYTE = 1 << 20;

    /** Live heap of a Weir at rest. */
    private static final long UNCOUNTED = 25 * MEGABYTE;

    @Test
    void all_bounds_together_leave_enough_of_the_heap_that_the_script_gives() throws IOException {
        var script = Files.readString(Path.of("weir"));
        long heap = megabytes(script, "-Xms\\d+m -Xmx(\\d+)m");
        // Of a young part of n + 2 parts, two are for survivors; one is always empty, and the JVM does not count it.
        long survivor = megabytes(script, "-Xmn(\\d+)m") / (2 + number(script, "-XX:SurvivorRatio=(\\d+)"));

        assertThat(HeapShare.reserve(heap - survivor)).isGreaterThanOrEqualTo(UNCOUNTED);
    }

    @Test
    void the_shares_grow_with_the_heap() {
        for (var share : HeapShare.values()) {
            assertThat(share.of(1024 * MEGABYTE)).isEqualTo(8 * share.of(128 * MEGABYTE));
        }
    }

    private static long megabytes(String script, String pattern) {
        return number(script, pattern) * MEGABYTE;
    }

    private static long number(String script, String pattern) {
        var found = Pattern.compile(pattern).matcher(script);
        assertThat(found.find()).as(pattern).isTrue();
        return Long.parseLong(found.group(1));
    }
}

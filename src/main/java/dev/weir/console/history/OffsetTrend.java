package dev.weir.console.history;

/** The trend of an offset: the time of its last change, and its growth over the last 15 seconds. */
final class OffsetTrend {

    private static final double WINDOW_MILLIS = 15_000;

    private long offset;
    private long time;
    private long since;
    private boolean moved;
    private double perSecond = Double.NaN;

    OffsetTrend(long time, long offset) {
        this.time = time;
        this.offset = offset;
        since = time;
    }

    /** Takes the next sample; returns whether the offset is smaller than before. */
    boolean next(long now, long next) {
        boolean isBack = next < offset;
        if (now > time) {
            double rate = Math.max(0, next - offset) * 1_000.0 / (now - time);
            double weight = 1 - Math.exp(-(now - time) / WINDOW_MILLIS);
            perSecond = Double.isNaN(perSecond) ? rate : perSecond + weight * (rate - perSecond);
            time = now;
        }
        if (next != offset) {
            since = now;
            moved = true;
            offset = next;
        }
        return isBack;
    }

    long offset() {
        return offset;
    }

    long time() {
        return time;
    }

    /** The time of the last change of the offset, or of the first sample. */
    long since() {
        return since;
    }

    /** Whether a sample had another offset. */
    boolean hasMoved() {
        return moved;
    }

    /** Records a second; 0 after one sample. */
    double perSecond() {
        return Double.isNaN(perSecond) ? 0 : perSecond;
    }
}

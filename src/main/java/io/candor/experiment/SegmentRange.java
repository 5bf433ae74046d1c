package io.candor.experiment;

/**
 * Neighbouring segments of a layer.
 *
 * @param from first, 0 to {@link #SEGMENTS}
 * @param to after the last, from {@code from} to {@link #SEGMENTS}
 */
public record SegmentRange(int from, int to) {
    /** How many segments a layer has. */
    public static final int SEGMENTS = 10_000;

    public SegmentRange {
        if (from < 0 || to < from || to > SEGMENTS) {
            throw new IllegalArgumentException(
                    "from and to must be ordered within 0 to " + SEGMENTS + ", were " + from + " and " + to);
        }
    }

    public int size() {
        return to - from;
    }

    boolean overlaps(SegmentRange other) {
        return Math.max(from, other.from) < Math.min(to, other.to);
    }
}

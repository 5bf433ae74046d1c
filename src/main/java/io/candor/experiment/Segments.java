package io.candor.experiment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Sets of segments of a layer. Pure functions. */
final class Segments {
    private Segments() {}

    /**
     * Returns {@code wanted} segments: those there are, as far as they are free, without the last when they are too many, and
     * the first free ones when they are too few.
     *
     * @param old ascending
     * @param taken by others; at least {@code wanted} are free; not modified
     */
    static List<SegmentRange> grown(List<SegmentRange> old, BitSet taken, int wanted) {
        BitSet mine = new BitSet(SegmentRange.SEGMENTS);
        old.forEach(range -> mine.set(range.from(), range.to()));
        mine.andNot(taken);
        for (int over = mine.cardinality() - wanted; over > 0; over--) {
            mine.clear(mine.length() - 1);
        }
        int next = 0;
        for (int open = wanted - mine.cardinality(); open > 0; next++) {
            if (!taken.get(next) && !mine.get(next)) {
                mine.set(next);
                open--;
            }
        }
        return ranges(mine);
    }

    private static List<SegmentRange> ranges(BitSet segments) {
        List<SegmentRange> ranges = new ArrayList<>();
        for (int from = segments.nextSetBit(0); from >= 0; ) {
            int to = segments.nextClearBit(from);
            ranges.add(new SegmentRange(from, to));
            from = segments.nextSetBit(to);
        }
        return ranges;
    }

    /** Returns the range in shares of the layer. */
    static String text(SegmentRange range) {
        return share(range.from()) + " to " + share(range.to());
    }

    /** Returns the segments of a share of the layer. */
    static int count(double share) {
        return (int) Math.round(share * SegmentRange.SEGMENTS);
    }

    /** Returns the share in whole segments. */
    static double rounded(double share) {
        return share(count(share));
    }

    static double share(int segments) {
        return segments / (double) SegmentRange.SEGMENTS;
    }
}

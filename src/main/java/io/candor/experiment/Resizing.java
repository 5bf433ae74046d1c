package io.candor.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives arms other sizes and moves the fewest buckets. Buckets outside are treated as those of one more arm. */
final class Resizing {
    private Resizing() {}

    /**
     * Returns the ranges of arms of these sizes, ascending.
     *
     * @param old ranges, ascending and disjoint
     * @param sizes buckets of each arm; arms that are not named lose theirs
     */
    static List<BucketRange> of(List<BucketRange> old, Map<String, Integer> sizes) {
        long sum = sizes.values().stream().mapToLong(Integer::longValue).sum();
        if (sum > BucketRange.BUCKETS) {
            throw new IllegalArgumentException("sizes must add up to " + BucketRange.BUCKETS + " at most, to " + sum);
        }
        Map<String, Integer> missing = new LinkedHashMap<>(sizes);
        missing.put(BucketRange.OUTSIDE, (int) (BucketRange.BUCKETS - sum));
        List<BucketRange> kept = new ArrayList<>();
        Deque<BucketRange> given = new ArrayDeque<>();
        for (BucketRange range : complete(old)) {
            int keep = Math.min(range.size(), missing.getOrDefault(range.arm(), 0));
            missing.merge(range.arm(), -keep, Integer::sum);
            add(kept, range.from(), range.from() + keep, range.arm());
            if (keep < range.size()) {
                given.add(new BucketRange(range.from() + keep, range.to(), BucketRange.OUTSIDE));
            }
        }
        missing.forEach((arm, count) -> take(arm, count, given, kept));
        return merged(kept);
    }

    private static void take(String arm, int count, Deque<BucketRange> given, List<BucketRange> kept) {
        int open = count;
        while (open > 0) {
            BucketRange next = given.remove();
            int size = Math.min(open, next.size());
            add(kept, next.from(), next.from() + size, arm);
            if (size < next.size()) {
                given.addFirst(new BucketRange(next.from() + size, next.to(), BucketRange.OUTSIDE));
            }
            open -= size;
        }
    }

    /** Returns the ranges with those outside between them. */
    private static List<BucketRange> complete(List<BucketRange> ranges) {
        List<BucketRange> all = new ArrayList<>();
        int end = 0;
        for (BucketRange range : ranges) {
            add(all, end, range.from(), BucketRange.OUTSIDE);
            add(all, range.from(), range.to(), range.arm());
            end = range.to();
        }
        add(all, end, BucketRange.BUCKETS, BucketRange.OUTSIDE);
        return all;
    }

    /** Returns the ranges in order, neighbours of one arm as one, without those outside. */
    private static List<BucketRange> merged(List<BucketRange> ranges) {
        List<BucketRange> all = new ArrayList<>();
        ranges.sort(Comparator.comparingInt(BucketRange::from));
        for (BucketRange range : ranges) {
            if (!range.arm().equals(BucketRange.OUTSIDE)) {
                append(all, range);
            }
        }
        return all;
    }

    private static void append(List<BucketRange> all, BucketRange range) {
        BucketRange last = all.isEmpty() ? new BucketRange(0, 0, BucketRange.OUTSIDE) : all.getLast();
        if (last.arm().equals(range.arm()) && last.to() == range.from()) {
            all.set(all.size() - 1, new BucketRange(last.from(), range.to(), range.arm()));
        } else {
            all.add(range);
        }
    }

    private static void add(List<BucketRange> ranges, int from, int to, String arm) {
        if (from < to) {
            ranges.add(new BucketRange(from, to, arm));
        }
    }
}

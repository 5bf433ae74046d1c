package io.candor.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Impressions and clicks of one arm by position.
 *
 * @param impressions at positions 1, 2, …
 * @param clicks at positions 1, 2, …; as many entries, none above its impressions
 */
public record PositionCounts(List<Long> impressions, List<Long> clicks) {
    /** Nothing was shown. */
    public static final PositionCounts NONE = new PositionCounts(List.of(), List.of());

    public PositionCounts {
        impressions = List.copyOf(impressions);
        clicks = List.copyOf(clicks);
        if (impressions.size() != clicks.size()) {
            throw new IllegalArgumentException(
                    "clicks must have " + impressions.size() + " entries as impressions, had " + clicks.size());
        }
        for (int k = 0; k < clicks.size(); k++) {
            if (clicks.get(k) < 0 || clicks.get(k) > impressions.get(k)) {
                throw new IllegalArgumentException("clicks must be 0 to " + impressions.get(k) + " at position "
                        + (k + 1) + ", were " + clicks.get(k));
            }
        }
    }

    /** Returns the sum of both. */
    public PositionCounts plus(PositionCounts other) {
        return new PositionCounts(sum(impressions, other.impressions), sum(clicks, other.clicks));
    }

    private static List<Long> sum(List<Long> a, List<Long> b) {
        List<Long> sum = new ArrayList<>();
        for (int k = 0; k < Math.max(a.size(), b.size()); k++) {
            sum.add((k < a.size() ? a.get(k) : 0L) + (k < b.size() ? b.get(k) : 0L));
        }
        return sum;
    }
}

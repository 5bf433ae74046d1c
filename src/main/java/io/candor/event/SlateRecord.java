package io.candor.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one answer showed.
 *
 * @param requestId UUIDv7 of the answer
 * @param timeMillis when it was made, epoch milliseconds
 * @param subject who asked
 * @param placement where it was shown
 * @param model version of the model that ranked it
 * @param policy exploration policy that drew it
 * @param variants experiment arms it was drawn under, by experiment; an arm that was asked for and not assigned is followed by
 *     {@link #FORCED}, so that neither the slate nor what refers to it counts in the experiment's results
 * @param firstPosition 1-based position of the first item; above 1 on later pages
 * @param items in the order shown
 */
public record SlateRecord(
        UUID requestId,
        long timeMillis,
        Subject subject,
        String placement,
        String model,
        String policy,
        Map<String, String> variants,
        int firstPosition,
        List<ShownItem> items) {
    /** Follows the id of an arm that was forced; no id of an arm contains it. */
    public static final String FORCED = "!";

    /** Returns what stands in {@link #variants} for an arm that was forced. */
    public static String forced(String arm) {
        return arm + FORCED;
    }

    /** Returns whether what stands in {@link #variants} is an arm that was forced. */
    public static boolean isForced(String variant) {
        return variant.endsWith(FORCED);
    }

    public SlateRecord {
        if (firstPosition < 1) {
            throw new IllegalArgumentException("positions begin at 1, was " + firstPosition);
        }
        variants = Map.copyOf(variants);
        items = List.copyOf(items);
    }

    /**
     * One item of the slate.
     *
     * @param id item id
     * @param propensity P(this item here | the items above it, also those of earlier pages), in (0, 1]; 1 when it is pinned or
     *     nothing was drawn
     */
    public record ShownItem(String id, double propensity) {
        public ShownItem {
            if (!(propensity > 0 && propensity <= 1)) {
                throw new IllegalArgumentException("propensity must be in (0, 1], was " + propensity);
            }
        }
    }
}

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
 * @param variants experiment arms it was drawn under
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

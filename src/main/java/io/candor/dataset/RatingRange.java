package io.candor.dataset;

/**
 * From the lowest rating to the highest; both NaN when there is none.
 *
 * @param lowest of all
 * @param highest of all
 */
public record RatingRange(float lowest, float highest) {
    /** No rating is known. */
    public static final RatingRange NONE = new RatingRange(Float.NaN, Float.NaN);

    /** Returns the range of the ratings among interactions. */
    public static RatingRange of(Interactions interactions) {
        RatingRange range = NONE;
        for (int row = 0; row < interactions.size(); row++) {
            float rating = interactions.rating(row);
            if (!Float.isNaN(rating)) {
                range = range.isEmpty()
                        ? new RatingRange(rating, rating)
                        : new RatingRange(Math.min(range.lowest, rating), Math.max(range.highest, rating));
            }
        }
        return range;
    }

    public boolean isEmpty() {
        return Float.isNaN(lowest);
    }

    /** Returns the rating in the range that is nearest to a number; the number itself when the range is empty. */
    public double clamp(double number) {
        return isEmpty() ? number : Math.clamp(number, lowest, highest);
    }
}

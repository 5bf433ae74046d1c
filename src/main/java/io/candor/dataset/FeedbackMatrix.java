package io.candor.dataset;

import java.util.function.Supplier;

/**
 * Feedback as a sparse matrix, shape (users × items), kept both by user and by item.
 *
 * @param byUser one row a user, item ordinals as columns
 * @param byItem its transpose
 * @param later as {@code byUser}, with the number of the user's later entries for values; made anew whenever it is asked for
 */
public record FeedbackMatrix(SparseRows byUser, SparseRows byItem, Supplier<SparseRows> later) {
    public FeedbackMatrix {
        if (byUser.rows() != byItem.columns() || byUser.columns() != byItem.rows()) {
            throw new IllegalArgumentException("by user " + byUser.rows() + " × " + byUser.columns() + ", by item "
                    + byItem.rows() + " × " + byItem.columns());
        }
    }

    /** Returns the matrix of interactions that hold each (user, item) at most once, with their values and weights. */
    public static FeedbackMatrix of(Interactions interactions) {
        return of(interactions, interactions::value, row -> 1);
    }

    /** Returns the explicit ratings among interactions: the rows that have one, with it for a value. */
    public static FeedbackMatrix ofRatings(Interactions interactions) {
        Interactions rated = interactions.where(row -> Float.isFinite(interactions.rating(row)));
        return of(rated, rated::rating, row -> 1);
    }

    /**
     * As {@link #of(Interactions)} with another value and a target for every row, so that what was shown and left can be
     * held to 0, or a pair to the share of its impressions that was clicked.
     */
    public static FeedbackMatrix of(Interactions interactions, RowValue value, RowValue target) {
        int n = interactions.size();
        int[] users = new int[n];
        int[] items = new int[n];
        float[] values = new float[n];
        float[] weights = new float[n];
        float[] targets = new float[n];
        for (int row = 0; row < n; row++) {
            users[row] = interactions.user(row);
            items[row] = interactions.item(row);
            values[row] = value.of(row);
            weights[row] = interactions.weight(row);
            targets[row] = target.of(row);
        }
        SparseRows byUser = SparseRows.of(
                interactions.users().size(),
                interactions.items().size(),
                users,
                items,
                values,
                unlessAllOne(weights),
                unlessAllOne(targets));
        return new FeedbackMatrix(byUser, byUser.transpose(), () -> later(interactions, users, items));
    }

    private static SparseRows later(Interactions interactions, int[] users, int[] items) {
        RowOrder order = new RowOrder(interactions);
        float[] later = new float[users.length];
        for (int user = 0; user < interactions.users().size(); user++) {
            for (int i = 0; i < order.count(user); i++) {
                later[order.row(user, i)] = order.count(user) - 1 - i;
            }
        }
        return SparseRows.of(interactions.users().size(), interactions.items().size(), users, items, later);
    }

    /** A number for each row of some interactions. */
    @FunctionalInterface
    public interface RowValue {
        float of(int row);
    }

    private static float[] unlessAllOne(float[] numbers) {
        for (float number : numbers) {
            if (number != 1) {
                return numbers;
            }
        }
        return new float[0];
    }

    public int users() {
        return byUser.rows();
    }

    public int items() {
        return byItem.rows();
    }
}

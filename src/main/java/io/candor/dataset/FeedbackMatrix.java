package io.candor.dataset;

/**
 * Positive feedback as a sparse matrix, shape (users × items), kept both by user and by item.
 *
 * @param byUser one row a user, item ordinals as columns
 * @param byItem its transpose
 */
public record FeedbackMatrix(SparseRows byUser, SparseRows byItem) {
    public FeedbackMatrix {
        if (byUser.rows() != byItem.columns() || byUser.columns() != byItem.rows()) {
            throw new IllegalArgumentException("by user " + byUser.rows() + " × " + byUser.columns() + ", by item "
                    + byItem.rows() + " × " + byItem.columns());
        }
    }

    /** Returns the matrix of interactions that hold each (user, item) at most once. */
    public static FeedbackMatrix of(Interactions interactions) {
        int n = interactions.size();
        int[] users = new int[n];
        int[] items = new int[n];
        float[] values = new float[n];
        for (int row = 0; row < n; row++) {
            users[row] = interactions.user(row);
            items[row] = interactions.item(row);
            values[row] = interactions.value(row);
        }
        SparseRows byUser =
                SparseRows.of(interactions.users().size(), interactions.items().size(), users, items, values);
        return new FeedbackMatrix(byUser, byUser.transpose());
    }

    public int users() {
        return byUser.rows();
    }

    public int items() {
        return byItem.rows();
    }
}

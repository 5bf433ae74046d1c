package io.candor.dataset;

import io.candor.catalog.IdTable;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What users did with items, one row each, in the order of the file: parallel columns over dense ordinals.
 *
 * <p>Immutable and thread-safe. The id tables may know more users and items than occur here, so that the parts of a split
 * share their ordinals.
 */
public final class Interactions {
    /** The time of a row without one; it sorts before all others. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final IdTable users;
    private final IdTable items;
    private final int[] userColumn;
    private final int[] itemColumn;
    private final float[] valueColumn;
    private final long[] timeColumn;
    private final float[] ratingColumn;
    private final float[] weightColumn;
    private final float[] targetColumn;

    /**
     * Retains the columns; an empty rating column means that values are ratings, an empty weight or target column that all are 1.
     */
    Interactions(
            IdTable users,
            IdTable items,
            int[] userColumn,
            int[] itemColumn,
            float[] valueColumn,
            long[] timeColumn,
            float[] ratingColumn,
            float[] weightColumn,
            float[] targetColumn) {
        this.users = users;
        this.items = items;
        this.userColumn = userColumn;
        this.itemColumn = itemColumn;
        this.valueColumn = valueColumn;
        this.timeColumn = timeColumn;
        this.ratingColumn = ratingColumn;
        this.weightColumn = weightColumn;
        this.targetColumn = targetColumn;
    }

    public int size() {
        return userColumn.length;
    }

    public IdTable users() {
        return users;
    }

    public IdTable items() {
        return items;
    }

    public int user(int row) {
        return userColumn[row];
    }

    public int item(int row) {
        return itemColumn[row];
    }

    /** Returns the rating, count or unified score of a row; finite, 1 when the file had none. */
    public float value(int row) {
        return valueColumn[row];
    }

    /** Returns what the user said it is worth, NaN when nothing was said; files have no other value than this. */
    public float rating(int row) {
        return ratingColumn.length == 0 ? valueColumn[row] : ratingColumn[row];
    }

    /** Returns by how much a row counts more or less than others, above 0. */
    public float weight(int row) {
        return weightColumn.length == 0 ? 1 : weightColumn[row];
    }

    /** Returns what the prediction of a row is held to, 1 unless rows have targets of their own. */
    public float target(int row) {
        return targetColumn.length == 0 ? 1 : targetColumn[row];
    }

    /** Returns whether rows have targets of their own, so that also those that tell no interest are learnt from. */
    public boolean hasTargets() {
        return targetColumn.length > 0;
    }

    /** Returns the rows with targets of their own, one a row, finite. */
    public Interactions withTargets(float[] targets) {
        return new Interactions(
                users,
                items,
                userColumn,
                itemColumn,
                valueColumn,
                timeColumn,
                ratingColumn,
                weightColumn,
                targets.clone());
    }

    /** Returns epoch milliseconds, or {@link #NO_TIME}. */
    public long time(int row) {
        return timeColumn[row];
    }

    /** Returns the latest time, or {@link #NO_TIME} when no row has one. */
    public long lastTime() {
        long last = NO_TIME;
        for (long time : timeColumn) {
            last = Math.max(last, time);
        }
        return last;
    }

    /** Returns how often each item occurs, by ordinal. */
    public int[] itemCounts() {
        int[] counts = new int[items.size()];
        for (int item : itemColumn) {
            counts[item]++;
        }
        return counts;
    }

    /** Returns how many rows each user has, by ordinal. */
    public int[] userCounts() {
        int[] counts = new int[users.size()];
        for (int user : userColumn) {
            counts[user]++;
        }
        return counts;
    }

    /** Returns the rows for which the predicate holds, in order, over the same id tables. */
    public Interactions where(IntPredicate row) {
        int n = size();
        int[] keep = new int[n];
        int kept = 0;
        for (int r = 0; r < n; r++) {
            if (row.test(r)) {
                keep[kept++] = r;
            }
        }
        return rows(Arrays.copyOf(keep, kept));
    }

    /** Returns one row for each (user, item): the last by time, then by order. */
    public Interactions distinct() {
        return rows(new RowOrder(this).latestOfEachPair());
    }

    /** Returns whether rows have no ratings besides their values. */
    boolean valuesAreRatings() {
        return ratingColumn.length == 0;
    }

    /** Returns the rows with other values, ratings and weights, over the same id tables. Retains the arrays. */
    Interactions with(float[] values, float[] ratings, float[] weights) {
        return new Interactions(
                users, items, userColumn, itemColumn, values, timeColumn, ratings, weights, targetColumn);
    }

    /** Returns some rows, ascending. */
    private Interactions rows(int[] rows) {
        int n = rows.length;
        if (n == size()) {
            return this;
        }
        int[] u = new int[n];
        int[] i = new int[n];
        long[] t = new long[n];
        for (int r = 0; r < n; r++) {
            u[r] = userColumn[rows[r]];
            i[r] = itemColumn[rows[r]];
            t[r] = timeColumn[rows[r]];
        }
        return new Interactions(
                users,
                items,
                u,
                i,
                at(rows, valueColumn),
                t,
                at(rows, ratingColumn),
                at(rows, weightColumn),
                at(rows, targetColumn));
    }

    private static float[] at(int[] rows, float[] column) {
        if (column.length == 0) {
            return column;
        }
        float[] chosen = new float[rows.length];
        for (int r = 0; r < rows.length; r++) {
            chosen[r] = column[rows[r]];
        }
        return chosen;
    }
}

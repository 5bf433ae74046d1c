package io.candor.dataset;

import java.util.Arrays;

/** The rows of some interactions grouped by user, within a user by time, equal times in the order of the file. */
final class RowOrder {
    private final Interactions interactions;
    private final int[] offsets;
    private final int[] rows;

    RowOrder(Interactions interactions) {
        this.interactions = interactions;
        this.offsets = offsets(interactions.userCounts());
        this.rows = grouped();
    }

    /** Returns the number of rows of a user. */
    int count(int user) {
        return offsets[user + 1] - offsets[user];
    }

    /** Returns the i-th row of a user, earliest first. */
    int row(int user, int i) {
        return rows[offsets[user] + i];
    }

    /** Returns one row for each (user, item), the last one, ascending by row. */
    int[] latestOfEachPair() {
        int[] seenBy = new int[interactions.items().size()];
        Arrays.fill(seenBy, -1);
        int[] latest = new int[rows.length];
        int count = 0;
        for (int user = 0; user < offsets.length - 1; user++) {
            for (int i = count(user) - 1; i >= 0; i--) {
                int row = row(user, i);
                int item = interactions.item(row);
                if (seenBy[item] != user) {
                    seenBy[item] = user;
                    latest[count++] = row;
                }
            }
        }
        int[] result = Arrays.copyOf(latest, count);
        Arrays.sort(result);
        return result;
    }

    private int[] grouped() {
        int[] next = Arrays.copyOf(offsets, offsets.length);
        int[] grouped = new int[interactions.size()];
        for (int row = 0; row < grouped.length; row++) {
            grouped[next[interactions.user(row)]++] = row;
        }
        for (int user = 0; user < offsets.length - 1; user++) {
            sortByTime(grouped, offsets[user], offsets[user + 1]);
        }
        return grouped;
    }

    /** Stable; a primitive merge sort, since users with very many rows exist. */
    private void sortByTime(int[] grouped, int from, int to) {
        if (isSorted(grouped, from, to)) {
            return;
        }
        int middle = (from + to) >>> 1;
        sortByTime(grouped, from, middle);
        sortByTime(grouped, middle, to);
        int[] left = Arrays.copyOfRange(grouped, from, middle);
        int l = 0;
        int r = middle;
        for (int target = from; l < left.length; target++) {
            boolean takeRight = r < to && interactions.time(grouped[r]) < interactions.time(left[l]);
            grouped[target] = takeRight ? grouped[r++] : left[l++];
        }
    }

    private boolean isSorted(int[] grouped, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (interactions.time(grouped[i]) < interactions.time(grouped[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static int[] offsets(int[] counts) {
        int[] offsets = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            offsets[i + 1] = offsets[i] + counts[i];
        }
        return offsets;
    }
}

package io.candor.offpolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was shown and what came of it: parallel columns, one row a slot that chance filled; the rows of a request follow each
 * other, from the top down. Pinned slots have no rows. Immutable, thread-safe.
 */
public final class Outcomes {
    private final List<Row> rows;
    private final int[] units;
    private final int[] requests;
    private final int[] slots;
    private final int unitCount;
    private final int requestCount;

    private Outcomes(List<Row> rows, int[] units, int[] requests, int[] slots, int unitCount, int requestCount) {
        this.rows = rows;
        this.units = units;
        this.requests = requests;
        this.slots = slots;
        this.unitCount = unitCount;
        this.requestCount = requestCount;
    }

    /**
     * One slot.
     *
     * @param item ordinal of what was shown, 0 or more
     * @param position where, from 1
     * @param reward finite
     * @param logged P(this item at this position) under the policy of the log, above 0 to 1
     * @param weight P(this item at this position) under the target, over {@code logged}; 0 or more
     * @param prefixWeight the same of P(the items down to here); equal to {@code weight} where a request has one slot
     */
    public record Row(int item, int position, double reward, double logged, double weight, double prefixWeight) {
        public Row {
            if (item < 0 || position < 1) {
                throw new IllegalArgumentException("item " + item + " at position " + position);
            }
            if (!Double.isFinite(reward)) {
                throw new IllegalArgumentException("reward must be finite, was " + reward);
            }
            if (!(logged > 0 && logged <= 1)) {
                throw new IllegalArgumentException("logged probability must be above 0 to 1, was " + logged);
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)
                    || !(prefixWeight >= 0 && prefixWeight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights must be finite and 0 or more, were " + weight + " and " + prefixWeight);
            }
        }

        /** Returns the only row of a request. */
        public static Row single(int item, int position, double reward, double logged, double target) {
            return new Row(item, position, reward, logged, target / logged, target / logged);
        }
    }

    /** Collects requests. Not thread-safe. */
    public static final class Builder {
        private final List<Row> rows = new ArrayList<>();
        private final List<int[]> keys = new ArrayList<>();
        private final Map<Object, Integer> units = new HashMap<>();
        private int requests;

        /**
         * Appends a request; one without a row, in which nothing was left to chance, does not count.
         *
         * @param unit whose it is; equal ones are the same unit
         * @param slots from the top down
         */
        public Builder request(Object unit, List<Row> slots) {
            if (slots.isEmpty()) {
                return this;
            }
            int number = units.computeIfAbsent(unit, key -> units.size());
            for (int slot = 0; slot < slots.size(); slot++) {
                rows.add(slots.get(slot));
                keys.add(new int[] {number, requests, slot});
            }
            requests++;
            return this;
        }

        /** Returns what was appended. */
        public Outcomes build() {
            int[][] columns = new int[3][keys.size()];
            for (int row = 0; row < keys.size(); row++) {
                for (int c = 0; c < columns.length; c++) {
                    columns[c][row] = keys.get(row)[c];
                }
            }
            return new Outcomes(List.copyOf(rows), columns[0], columns[1], columns[2], units.size(), requests);
        }
    }

    /** Returns the number of rows. */
    public int size() {
        return rows.size();
    }

    Row row(int i) {
        return rows.get(i);
    }

    /** Returns the ordinal of the unit of a row. */
    int unit(int i) {
        return units[i];
    }

    /** Returns the number of the request of a row. */
    int request(int i) {
        return requests[i];
    }

    /** Returns which row of its request a row is, from 0. */
    int slot(int i) {
        return slots[i];
    }

    int units() {
        return unitCount;
    }

    public int requests() {
        return requestCount;
    }

    /** Returns the largest number of rows that a request has. */
    int slots() {
        return Arrays.stream(slots).max().orElse(-1) + 1;
    }

    /** Returns the lowest position there is. */
    int positions() {
        return rows.stream().mapToInt(Row::position).max().orElse(0);
    }

    /** Returns whether some request has more than one row. */
    boolean slates() {
        return slots() > 1;
    }

    /** Returns whether a row is the last of its request. */
    boolean last(int i) {
        return i + 1 == slots.length || slots[i + 1] == 0;
    }
}

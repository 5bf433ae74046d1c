package io.candor.storage;

import io.candor.event.Action;
import java.util.Arrays;

/** What a unit was shown under an arm and did with it. Not thread-safe. */
final class UnitTotals {
    /** Positions are counted one by one down to this one. */
    static final int MAX_POSITION = 200;

    private static final int TYPES = Action.Type.values().length;

    long impressions;
    /** By type of event. */
    final long[] counts = new long[TYPES];
    /** By type of event: seconds or money. */
    final double[] amounts = new double[TYPES];
    /** By position, from 0 on; as long as needed. */
    int[] shown = {};
    /** As {@link #shown}. */
    int[] clicked = {};

    void addSlate(int firstPosition, int items) {
        impressions += items;
        int last = Math.min(firstPosition + items - 1, MAX_POSITION);
        shown = atLeast(shown, last);
        for (int position = firstPosition; position <= last; position++) {
            shown[position - 1]++;
        }
    }

    void addEvent(Action.Type type, double amount, int position) {
        counts[type.code()]++;
        amounts[type.code()] += amount;
        if (type == Action.Type.CLICK && position <= MAX_POSITION) {
            clicked = atLeast(clicked, position);
            clicked[position - 1]++;
        }
    }

    void add(UnitTotals other) {
        impressions += other.impressions;
        for (int type = 0; type < TYPES; type++) {
            counts[type] += other.counts[type];
            amounts[type] += other.amounts[type];
        }
        shown = sum(shown, other.shown);
        clicked = sum(clicked, other.clicked);
    }

    private static int[] sum(int[] a, int[] b) {
        int[] sum = atLeast(a, b.length);
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static int[] atLeast(int[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, length);
    }
}

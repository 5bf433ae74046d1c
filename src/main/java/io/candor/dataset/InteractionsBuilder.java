package io.candor.dataset;

import java.util.Arrays;

/** Collects interactions row by row into growing columns. Belongs to one thread; used up by {@link #build}. */
public final class InteractionsBuilder {
    private static final int INITIAL_ROWS = 1 << 12;

    private final Vocabulary users = new Vocabulary();
    private final Vocabulary items = new Vocabulary();
    private int[] userColumn = new int[INITIAL_ROWS];
    private int[] itemColumn = new int[INITIAL_ROWS];
    private float[] valueColumn = new float[INITIAL_ROWS];
    private long[] timeColumn = new long[INITIAL_ROWS];
    private int size;

    /**
     * Appends a row.
     *
     * @param value finite
     * @param timeMillis epoch milliseconds, or {@link Interactions#NO_TIME}
     */
    public void add(String user, String item, float value, long timeMillis) {
        if (size == userColumn.length) {
            grow();
        }
        userColumn[size] = users.intern(user);
        itemColumn[size] = items.intern(item);
        valueColumn[size] = value;
        timeColumn[size] = timeMillis;
        size++;
    }

    public int size() {
        return size;
    }

    public Interactions build() {
        return new Interactions(
                users,
                items,
                Arrays.copyOf(userColumn, size),
                Arrays.copyOf(itemColumn, size),
                Arrays.copyOf(valueColumn, size),
                Arrays.copyOf(timeColumn, size));
    }

    private void grow() {
        int length = Math.multiplyExact(2, userColumn.length);
        userColumn = Arrays.copyOf(userColumn, length);
        itemColumn = Arrays.copyOf(itemColumn, length);
        valueColumn = Arrays.copyOf(valueColumn, length);
        timeColumn = Arrays.copyOf(timeColumn, length);
    }
}

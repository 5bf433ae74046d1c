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
    private float[] ratingColumn = {};
    private float[] weightColumn = {};
    private int size;

    /**
     * Appends a row with a rating and a weight of its own; either all rows of a builder have them or none.
     *
     * @param value finite
     * @param rating what the user said it is worth; NaN for nothing
     * @param weight above 0
     */
    public void add(String user, String item, float value, long timeMillis, float rating, float weight) {
        add(user, item, value, timeMillis);
        if (ratingColumn.length < userColumn.length) {
            ratingColumn = Arrays.copyOf(ratingColumn, userColumn.length);
            weightColumn = Arrays.copyOf(weightColumn, userColumn.length);
        }
        ratingColumn[size - 1] = rating;
        weightColumn[size - 1] = weight;
    }

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
                Arrays.copyOf(timeColumn, size),
                ratingColumn.length == 0 ? ratingColumn : Arrays.copyOf(ratingColumn, size),
                weightColumn.length == 0 ? weightColumn : Arrays.copyOf(weightColumn, size),
                new float[0]);
    }

    private void grow() {
        int length = Math.multiplyExact(2, userColumn.length);
        userColumn = Arrays.copyOf(userColumn, length);
        itemColumn = Arrays.copyOf(itemColumn, length);
        valueColumn = Arrays.copyOf(valueColumn, length);
        timeColumn = Arrays.copyOf(timeColumn, length);
    }
}

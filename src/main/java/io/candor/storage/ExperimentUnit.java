package io.candor.storage;

import io.vertx.sqlclient.Row;

/** A row of table {@code experiment_unit}. Not thread-safe. */
final class ExperimentUnit {
    final UnitKey key;
    final String variant;
    long firstMillis;
    int epoch;
    int covariate;
    boolean crossed;
    final UnitTotals totals = new UnitTotals();

    /** A unit that was seen for the first time, and has done nothing yet. */
    ExperimentUnit(UnitKey key, String variant, long firstMillis) {
        this.key = key;
        this.variant = variant;
        this.firstMillis = firstMillis;
    }

    /** Reads the columns of {@link ExperimentUnits}. */
    static ExperimentUnit read(Row row) {
        ExperimentUnit unit = new ExperimentUnit(
                new UnitKey(row.getLong(0), row.getLong(1)), row.getString(2), SqlTime.millis(row, 3));
        unit.epoch = row.getInteger(4);
        unit.covariate = row.getInteger(5);
        unit.crossed = row.getBoolean(6);
        unit.totals.impressions = row.getLong(7);
        Long[] counts = row.getArrayOfLongs(8);
        for (int type = 0; type < counts.length; type++) {
            unit.totals.counts[type] = counts[type];
        }
        Double[] amounts = row.getArrayOfDoubles(9);
        for (int type = 0; type < amounts.length; type++) {
            unit.totals.amounts[type] = amounts[type];
        }
        unit.totals.shown = unboxed(row.getArrayOfIntegers(10));
        unit.totals.clicked = unboxed(row.getArrayOfIntegers(11));
        return unit;
    }

    private static int[] unboxed(Integer[] boxed) {
        int[] array = new int[boxed.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = boxed[i];
        }
        return array;
    }
}

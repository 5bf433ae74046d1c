package io.candor.catalog;

import io.candor.math.Bits;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items that changed since the columns were made: rows by ascending ordinal, and a bit for each. Immutable. */
final class Overlay {
    private final int[] ordinals;
    private final Row[] rows;
    private final Bits dirty;

    private Overlay(int[] ordinals, Row[] rows, Bits dirty) {
        this.ordinals = ordinals;
        this.rows = rows;
        this.dirty = dirty;
    }

    static Overlay empty(int size) {
        return new Overlay(new int[0], new Row[0], new Bits(size));
    }

    /** Returns an overlay over {@code size} ordinals with these rows. */
    static Overlay of(int size, Map<Integer, Row> byOrdinal) {
        int[] ordinals = byOrdinal.keySet().stream().mapToInt(i -> i).sorted().toArray();
        Row[] rows = new Row[ordinals.length];
        Bits dirty = new Bits(size);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = byOrdinal.get(ordinals[i]);
            dirty.set(ordinals[i]);
        }
        return new Overlay(ordinals, rows, dirty);
    }

    int size() {
        return ordinals.length;
    }

    int ordinal(int i) {
        return ordinals[i];
    }

    Row row(int i) {
        return rows[i];
    }

    boolean isDirty(int ordinal) {
        return dirty.get(ordinal);
    }

    /** Returns the changed row of an ordinal, or null when it did not change. */
    @Nullable
    Row find(int ordinal) {
        return dirty.get(ordinal) ? rows[Arrays.binarySearch(ordinals, ordinal)] : null;
    }

    void copyTo(Map<Integer, Row> target) {
        for (int i = 0; i < rows.length; i++) {
            target.put(ordinals[i], rows[i]);
        }
    }
}

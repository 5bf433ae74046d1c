package io.candor.debiasing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Impressions and clicks of each (place, segment, item), a cell, by group of users and position. Memory is bounded: when there are
 * too many, the half of the cells with the larger hashes is dropped, and so are those of them that come later; the rest is as good a
 * sample of cells as any. Not thread-safe.
 */
final class CellTable {
    private static final int GROUP_BITS = 8;
    private static final int STEPS = 4;

    private final int mostEntries;
    private final Map<Long, Cell> cells = new HashMap<>();
    private int entries;
    private long limit = Long.MAX_VALUE;

    /** Creates one that holds so many (cell, group, position). */
    CellTable(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    private static final class Cell {
        private final int place;
        private int[] at = new int[STEPS];
        private int[] shown = new int[STEPS];
        private int[] clicked = new int[STEPS];
        private int size;

        Cell(int place) {
            this.place = place;
        }

        /** Counts; returns whether that took a new entry. */
        boolean add(int key, boolean click) {
            int i = Arrays.binarySearch(at, 0, size, key);
            boolean fresh = i < 0;
            if (fresh) {
                i = -i - 1;
                insert(i, key);
            }
            shown[i]++;
            clicked[i] += click ? 1 : 0;
            return fresh;
        }

        private void insert(int i, int key) {
            if (size == at.length) {
                at = Arrays.copyOf(at, size * 2);
                shown = Arrays.copyOf(shown, size * 2);
                clicked = Arrays.copyOf(clicked, size * 2);
            }
            for (int[] column : List.of(at, shown, clicked)) {
                System.arraycopy(column, i, column, i + 1, size - i);
                column[i] = 0;
            }
            at[i] = key;
            size++;
        }
    }

    /**
     * Counts an impression.
     *
     * @param hash of the cell, with all its bits mixed
     * @param place number of the place
     */
    void add(long hash, int place, int group, int position, boolean click) {
        if ((hash & Long.MAX_VALUE) > limit) {
            return;
        }
        Cell cell = cells.computeIfAbsent(hash, _ -> new Cell(place));
        if (cell.add(position << GROUP_BITS | group, click)) {
            entries++;
        }
        while (entries > mostEntries && limit > 0) {
            limit >>= 1;
            cells.keySet().removeIf(key -> (key & Long.MAX_VALUE) > limit);
            entries = cells.values().stream().mapToInt(each -> each.size).sum();
        }
    }

    /** Returns the share of cells that is kept. */
    double kept() {
        return (double) limit / Long.MAX_VALUE;
    }

    /**
     * Returns the cells of some places that were seen at several positions.
     *
     * @param without a group of users that is left out, or −1
     */
    Cells select(IntPredicate places, int without, int positions) {
        List<double[]> rows = new ArrayList<>();
        for (Cell cell : cells.values()) {
            if (places.test(cell.place)) {
                double[] row = new double[positions * 2];
                int seen = 0;
                for (int i = 0; i < cell.size; i++) {
                    int position = cell.at[i] >> GROUP_BITS;
                    if ((cell.at[i] & ((1 << GROUP_BITS) - 1)) != without) {
                        seen += row[2 * position] == 0 ? 1 : 0;
                        row[2 * position] += cell.shown[i];
                        row[2 * position + 1] += cell.clicked[i];
                    }
                }
                if (seen > 1) {
                    rows.add(row);
                }
            }
        }
        return Cells.of(rows, positions);
    }
}

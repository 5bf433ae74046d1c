package io.candor.debiasing;

import java.util.List;

/** Impressions and clicks of items at the positions where they were: sparse rows, one a (segment, item). Immutable. */
final class Cells {
    private final int positions;
    private final int[] begins;
    private final int[] position;
    private final double[] shown;
    private final double[] clicked;

    private Cells(int positions, int[] begins, int[] position, double[] shown, double[] clicked) {
        this.positions = positions;
        this.begins = begins;
        this.position = position;
        this.shown = shown;
        this.clicked = clicked;
    }

    /** Returns those of rows that have impressions and clicks of each position in turn. */
    static Cells of(List<double[]> rows, int positions) {
        int entries = 0;
        for (double[] row : rows) {
            for (int k = 0; k < positions; k++) {
                entries += row[2 * k] > 0 ? 1 : 0;
            }
        }
        Cells cells = new Cells(
                positions, new int[rows.size() + 1], new int[entries], new double[entries], new double[entries]);
        int next = 0;
        for (int cell = 0; cell < rows.size(); cell++) {
            double[] row = rows.get(cell);
            for (int k = 0; k < positions; k++) {
                if (row[2 * k] > 0) {
                    cells.position[next] = k;
                    cells.shown[next] = row[2 * k];
                    cells.clicked[next++] = row[2 * k + 1];
                }
            }
            cells.begins[cell + 1] = next;
        }
        return cells;
    }

    int positions() {
        return positions;
    }

    int size() {
        return begins.length - 1;
    }

    /** Returns the first entry of a cell; they end where those of the next one begin. */
    int begin(int cell) {
        return begins[cell];
    }

    int position(int entry) {
        return position[entry];
    }

    double shown(int entry) {
        return shown[entry];
    }

    double clicked(int entry) {
        return clicked[entry];
    }

    /** Returns sums of impressions and of clicks by position: at k and at positions + k. */
    double[] sums() {
        double[] sums = new double[2 * positions];
        for (int e = 0; e < position.length; e++) {
            sums[position[e]] += shown[e];
            sums[positions + position[e]] += clicked[e];
        }
        return sums;
    }

    /** Returns ln of numbers relative to the first; NaN for those of positions that have no clicks. */
    double[] lnRelative(double[] theta) {
        double[] sums = sums();
        double[] ln = new double[positions];
        for (int k = 0; k < positions; k++) {
            boolean known = sums[positions] > 0 && sums[positions + k] > 0;
            ln[k] = known ? Math.log(theta[k] / theta[0]) : Double.NaN;
        }
        return ln;
    }
}

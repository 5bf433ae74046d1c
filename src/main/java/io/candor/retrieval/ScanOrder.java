package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which a scan reads rows: in bands of falling norm, each twice as wide as the one before up to {@value #WIDEST_BAND} rows,
 * and within a band rows of like direction beside each other ({@link DirectionTree}). The first bands are narrow, so that the k-th best
 * score is soon known. Nothing is random; bands are sorted in parallel.
 */
final class ScanOrder {
    private static final int FIRST_BAND = 1 << 10;
    private static final int WIDEST_BAND = 1 << 14;

    private record Band(int from, int to) {}

    private ScanOrder() {}

    /** Returns the row at each position. */
    static int[] of(FactorMatrix items) {
        float[] norms = new float[items.rows()];
        for (int row = 0; row < norms.length; row++) {
            norms[row] = items.norm(row);
        }
        int[] order = FloatOrder.descending(norms);
        bands(order.length).parallelStream().forEach(band -> DirectionTree.sort(items, order, band.from, band.to));
        return order;
    }

    private static List<Band> bands(int rows) {
        List<Band> bands = new ArrayList<>();
        int from = 0;
        int width = FIRST_BAND;
        while (from < rows) {
            int to = from + Math.min(width, rows - from);
            bands.add(new Band(from, to));
            from = to;
            width = Math.min(2 * width, WIDEST_BAND);
        }
        return bands;
    }
}

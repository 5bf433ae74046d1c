package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import java.util.ArrayList;
import java.util.List;

/** Which share of the rows a graph search can get to at all, by tenth of the rows in order of falling norm. */
final class Reachability {
    private static final int TENTHS = 10;

    private Reachability() {}

    /** Returns ten shares, 0 to 1, the rows with the largest norms first; for fewer than ten rows, one each. */
    static List<Double> byNormDecile(FlatGraph graph, FactorMatrix items) {
        int rows = items.rows();
        float[] norms = new float[rows];
        for (int i = 0; i < rows; i++) {
            norms[i] = items.norm(i);
        }
        int[] byNorm = FloatOrder.descending(norms);
        Bits reachable = graph.reachable();
        int parts = Math.min(TENTHS, rows);
        List<Double> shares = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) part * rows / parts);
            int to = (int) ((part + 1L) * rows / parts);
            int count = 0;
            for (int i = from; i < to; i++) {
                count += reachable.get(byNorm[i]) ? 1 : 0;
            }
            shares.add(count / (double) (to - from));
        }
        return List.copyOf(shares);
    }
}

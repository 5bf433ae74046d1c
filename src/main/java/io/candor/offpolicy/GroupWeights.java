package io.candor.offpolicy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The mean weight of the rows that show an item of the same group at the same position. Immutable, thread-safe. */
final class GroupWeights {
    private final double[] weights;

    private GroupWeights(double[] weights) {
        this.weights = weights;
    }

    static GroupWeights of(Outcomes outcomes, IntUnaryOperator groupOf) {
        Map<Long, double[]> cells = new HashMap<>();
        double[][] cellOf = new double[outcomes.size()][];
        for (int row = 0; row < cellOf.length; row++) {
            double[] cell = cells.computeIfAbsent(key(outcomes.row(row), groupOf), key -> new double[2]);
            cell[0] += outcomes.row(row).weight();
            cell[1]++;
            cellOf[row] = cell;
        }
        double[] weights =
                Arrays.stream(cellOf).mapToDouble(cell -> cell[0] / cell[1]).toArray();
        return new GroupWeights(weights);
    }

    private static long key(Outcomes.Row row, IntUnaryOperator groupOf) {
        return ((long) groupOf.applyAsInt(row.item()) << 32) | row.position();
    }

    double of(int row) {
        return weights[row];
    }
}

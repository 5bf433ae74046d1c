package io.candor.training;

import io.candor.catalog.Item;
import io.candor.math.CholeskySolver;
import io.candor.math.FactorMatrix;
import io.candor.math.SplitMix64;
import io.candor.model.AttributeFeatures;
import io.candor.model.AttributeMap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Ridge regression of item factors on attributes: B = (XᵀWX + λI₀)⁻¹XᵀWY, with X the 0/1 terms of the items beside a column of
 * ones, W their interactions n/(n + 5), and I₀ the identity but for the intercept, which is not held back. λ is chosen among
 * five by the error on a fifth of the items.
 *
 * <p>Source: Gantner, Drumond, Freudenthaler, Rendle, Schmidt-Thieme 2010, "Learning attribute-to-feature mappings for
 * cold-start recommendations". Differs: ridge with weights; the most frequent terms only.
 */
public final class AttributeMapTrainer {
    private static final int MAX_TERMS = 1_000;
    private static final int LEAST_ITEMS = 3;
    private static final double HALF_TRUST = 5;
    private static final double[] LAMBDAS = {1, 4, 16, 64, 256};
    private static final int FOLDS = 5;
    private static final int INTERCEPT = 0;
    private static final double LEAST_RIDGE = 1e-6;

    private AttributeMapTrainer() {}

    /**
     * What was learnt.
     *
     * @param map from terms to factors
     * @param explained share of the variance of the factors of items it did not learn from, at most 1; below 0 it does harm
     */
    public record Result(AttributeMap map, double explained) {
        /**
         * Returns factors in which the rows of items that nothing was learnt of are what the map makes of them.
         *
         * @param items with what is known of them; the i-th has the factors of row {@code rows[i]}
         * @param counts what there was to learn from, by row
         */
        public FactorMatrix filled(List<Item> items, int[] rows, FactorMatrix factors, int[] counts) {
            int dims = factors.dims();
            float[] flat = new float[factors.rows() * dims];
            for (int row = 0; row < factors.rows(); row++) {
                factors.copyRow(row, flat, row * dims);
            }
            for (int i = 0; i < rows.length; i++) {
                if (counts[rows[i]] == 0) {
                    map.write(items.get(i), flat, rows[i] * dims);
                }
            }
            return FactorMatrix.ofRows(flat, dims);
        }
    }

    /**
     * Learns a map.
     *
     * @param items with what is known of them; the i-th has the factors of row {@code rows[i]}
     * @param counts interactions of the items, by row
     * @param seed of the fold that λ is chosen by
     * @return empty when too few items share any term, or nothing is explained
     */
    public static Optional<Result> train(List<Item> items, int[] rows, FactorMatrix factors, int[] counts, long seed) {
        List<String> terms = terms(items);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        Design design = new Design(items, rows, factors, counts, terms);
        boolean[] learnt = new boolean[items.size()];
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < learnt.length; i++) {
            learnt[i] = random.nextInt(FOLDS) != 0;
        }
        double bestExplained = 0;
        double bestLambda = 0;
        for (double lambda : LAMBDAS) {
            double explained = design.explained(design.solve(lambda, learnt), learnt);
            if (explained > bestExplained) {
                bestExplained = explained;
                bestLambda = lambda;
            }
        }
        if (bestLambda == 0) {
            return Optional.empty();
        }
        float[] weights = design.solve(bestLambda, new boolean[0]);
        return Optional.of(new Result(new AttributeMap(terms, weights, factors.dims()), bestExplained));
    }

    private static List<String> terms(List<Item> items) {
        Map<String, Integer> frequency = new HashMap<>();
        for (Item item : items) {
            AttributeFeatures.of(item).forEach(term -> frequency.merge(term, 1, Integer::sum));
        }
        return frequency.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_ITEMS)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MAX_TERMS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The terms of the items as a sparse matrix, beside factors and weights. */
    private static final class Design {
        private final int[][] present;
        private final int[] rows;
        private final FactorMatrix factors;
        private final double[] weights;
        private final int columns;
        private final int dims;

        Design(List<Item> items, int[] rows, FactorMatrix factors, int[] counts, List<String> names) {
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                numbers.put(names.get(i), i + 1);
            }
            this.rows = rows;
            this.factors = factors;
            this.columns = names.size() + 1;
            this.dims = factors.dims();
            this.present = new int[rows.length][];
            this.weights = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                IntStream known = AttributeFeatures.of(items.get(i)).stream()
                        .filter(numbers::containsKey)
                        .mapToInt(numbers::get);
                present[i] = IntStream.concat(IntStream.of(INTERCEPT), known).toArray();
                weights[i] = counts[rows[i]] / (counts[rows[i]] + HALF_TRUST);
            }
        }

        /** Returns intercept and rows from the items for which {@code learnt} is true; from all when it is empty. */
        float[] solve(double lambda, boolean[] learnt) {
            double[] system = new double[columns * columns];
            double[][] right = new double[dims][columns];
            for (int i = 0; i < rows.length; i++) {
                if (learnt.length == 0 || learnt[i]) {
                    add(i, system, right);
                }
            }
            system[0] += LEAST_RIDGE;
            for (int a = 1; a < columns; a++) {
                system[a * columns + a] += lambda;
            }
            if (!new CholeskySolver(columns).solveAll(system, right, columns)) {
                throw new IllegalStateException(
                        "a ridge of " + lambda + " left the system of " + columns + " singular");
            }
            float[] solution = new float[columns * dims];
            for (int d = 0; d < dims; d++) {
                for (int a = 0; a < columns; a++) {
                    solution[a * dims + d] = (float) right[d][a];
                }
            }
            return solution;
        }

        private void add(int i, double[] system, double[][] right) {
            for (int a : present[i]) {
                for (int b : present[i]) {
                    system[a * columns + b] += weights[i];
                }
                for (int d = 0; d < dims; d++) {
                    right[d][a] += weights[i] * factors.at(rows[i], d);
                }
            }
        }

        /** Returns 1 − weighted squared error over that of the mean alone, on the items that were not learnt from. */
        double explained(float[] solution, boolean[] learnt) {
            double[] mean = mean(learnt);
            double error = 0;
            double variance = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int d = 0; d < dims && !learnt[i]; d++) {
                    double left = factors.at(rows[i], d);
                    variance += weights[i] * (left - mean[d]) * (left - mean[d]);
                    for (int a : present[i]) {
                        left -= solution[a * dims + d];
                    }
                    error += weights[i] * left * left;
                }
            }
            return variance == 0 ? 0 : 1 - error / variance;
        }

        private double[] mean(boolean[] learnt) {
            double[] mean = new double[dims];
            double total = 0;
            for (int i = 0; i < rows.length; i++) {
                if (learnt[i]) {
                    total += weights[i];
                    for (int d = 0; d < dims; d++) {
                        mean[d] += weights[i] * factors.at(rows[i], d);
                    }
                }
            }
            for (int d = 0; d < dims; d++) {
                mean[d] /= Math.max(total, Double.MIN_NORMAL);
            }
            return mean;
        }
    }
}

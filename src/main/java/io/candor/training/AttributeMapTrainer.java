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

/**
 * Ridge regression of item factors on attributes: B = (XᵀWX + λI)⁻¹XᵀW(Y − ȳ), with X the 0/1 terms of the items, W their
 * interactions n/(n + 5), and ȳ the weighted mean of the factors, which is the intercept. λ is chosen among five by the error on
 * every fifth item.
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

    private AttributeMapTrainer() {}

    /**
     * What was learnt.
     *
     * @param map from terms to factors
     * @param explained share of the variance of the factors of items it did not learn from, at most 1; below 0 it does harm
     */
    public record Result(AttributeMap map, double explained) {}

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
        private final int terms;
        private final int dims;

        Design(List<Item> items, int[] rows, FactorMatrix factors, int[] counts, List<String> names) {
            Map<String, Integer> columns = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                columns.put(names.get(i), i);
            }
            this.rows = rows;
            this.factors = factors;
            this.terms = names.size();
            this.dims = factors.dims();
            this.present = new int[rows.length][];
            this.weights = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                present[i] = AttributeFeatures.of(items.get(i)).stream()
                        .filter(columns::containsKey)
                        .mapToInt(columns::get)
                        .toArray();
                weights[i] = counts[rows[i]] / (counts[rows[i]] + HALF_TRUST);
            }
        }

        /** Returns intercept and rows from the items for which {@code learnt} is true; from all when it is empty. */
        float[] solve(double lambda, boolean[] learnt) {
            double[] mean = mean(learnt);
            double[] system = new double[terms * terms];
            double[][] right = new double[dims][terms];
            for (int i = 0; i < rows.length; i++) {
                if (learnt.length > 0 && !learnt[i]) {
                    continue;
                }
                for (int a : present[i]) {
                    for (int b : present[i]) {
                        system[a * terms + b] += weights[i];
                    }
                    for (int d = 0; d < dims; d++) {
                        right[d][a] += weights[i] * (factors.at(rows[i], d) - mean[d]);
                    }
                }
            }
            for (int a = 0; a < terms; a++) {
                system[a * terms + a] += lambda;
            }
            if (!new CholeskySolver(terms).solveAll(system, right, terms)) {
                throw new IllegalStateException("a ridge of " + lambda + " left the system of " + terms + " singular");
            }
            float[] solution = new float[(terms + 1) * dims];
            for (int d = 0; d < dims; d++) {
                solution[d] = (float) mean[d];
                for (int a = 0; a < terms; a++) {
                    solution[(a + 1) * dims + d] = (float) right[d][a];
                }
            }
            return solution;
        }

        private double[] mean(boolean[] learnt) {
            double[] mean = new double[dims];
            double total = 0;
            for (int i = 0; i < rows.length; i++) {
                if (learnt.length == 0 || learnt[i]) {
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

        /** Returns 1 − weighted squared error over that of the intercept alone, on the items that were not learnt from. */
        double explained(float[] solution, boolean[] learnt) {
            double error = 0;
            double variance = 0;
            for (int i = 0; i < rows.length; i++) {
                if (learnt[i]) {
                    continue;
                }
                for (int d = 0; d < dims; d++) {
                    double left = factors.at(rows[i], d) - solution[d];
                    variance += weights[i] * left * left;
                    for (int a : present[i]) {
                        left -= solution[(a + 1) * dims + d];
                    }
                    error += weights[i] * left * left;
                }
            }
            return variance == 0 ? 0 : 1 - error / variance;
        }
    }
}

package io.candor.training;

import java.util.random.RandomGenerator;

/**
 * Draws ordinals with given probabilities in constant time. Immutable, thread-safe.
 *
 * <p>Source: Walker 1977; Vose 1991, "A linear algorithm for generating random numbers with a given distribution".
 */
final class AliasTable {
    private final double[] keep;
    private final int[] alias;

    /**
     * Creates one.
     *
     * @param weights not negative, at least one above 0; not modified
     */
    AliasTable(double[] weights) {
        int n = weights.length;
        keep = new double[n];
        alias = new int[n];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new IllegalArgumentException("weights must add up to a number above 0, come to " + sum);
        }
        int[] stack = new int[n];
        int small = 0;
        int large = n;
        for (int i = 0; i < n; i++) {
            keep[i] = weights[i] * n / sum;
            alias[i] = i;
            stack[keep[i] < 1 ? small++ : --large] = i;
        }
        while (small > 0 && large < n) {
            int poor = stack[--small];
            int rich = stack[large];
            alias[poor] = rich;
            keep[rich] -= 1 - keep[poor];
            if (keep[rich] < 1) {
                large++;
                stack[small++] = rich;
            }
        }
    }

    int draw(RandomGenerator random) {
        int i = random.nextInt(keep.length);
        return random.nextDouble() < keep[i] ? i : alias[i];
    }
}

package io.candor.training;

import java.util.Arrays;

/**
 * A factor model with biases, mean + b_u + b_i + p_u·q_i, while it is being learnt. The arrays are changed in place, by threads
 * that each own the rows they change.
 */
final class BiasedFactors {
    final int dims;
    final float[] users;
    final float[] items;
    final float[] userBias;
    final float[] itemBias;
    final float mean;

    BiasedFactors(int dims, float[] users, float[] items, float[] userBias, float[] itemBias, float mean) {
        this.dims = dims;
        this.users = users;
        this.items = items;
        this.userBias = userBias;
        this.itemBias = itemBias;
        this.mean = mean;
    }

    /** Returns a model of small random factors and biases of 0. */
    static BiasedFactors random(int users, int items, SgdParameters parameters, float mean) {
        int dims = parameters.dims();
        return new BiasedFactors(
                dims,
                InitialFactors.normal(users, dims, parameters.sigma(), parameters.seed()),
                InitialFactors.normal(items, dims, parameters.sigma(), ~parameters.seed()),
                new float[users],
                new float[items],
                mean);
    }

    /** Returns a model of the same factors, shared with this one, and biases of its own, all 0. */
    BiasedFactors withOwnBiases(float ownMean) {
        return new BiasedFactors(dims, users, items, new float[userBias.length], new float[itemBias.length], ownMean);
    }

    /** Returns the result: rows (p_u, 1) and (q_i, b_i), beside mean + b_u. */
    TrainedFactors toFactors(Trainer trainer, double loss) {
        float[] bias = new float[userBias.length];
        for (int user = 0; user < bias.length; user++) {
            bias[user] = mean + userBias[user];
        }
        float[] ones = new float[userBias.length];
        Arrays.fill(ones, 1);
        return TrainedFactors.of(trainer, "none", beside(users, ones), beside(items, itemBias), dims + 1, bias, loss);
    }

    private float[] beside(float[] factors, float[] last) {
        float[] rows = new float[Math.multiplyExact(last.length, dims + 1)];
        for (int row = 0; row < last.length; row++) {
            System.arraycopy(factors, row * dims, rows, row * (dims + 1), dims);
            rows[row * (dims + 1) + dims] = last[row];
        }
        return rows;
    }
}

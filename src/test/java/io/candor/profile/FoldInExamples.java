package io.candor.profile;

import java.util.Random;

/** Made-up factors and evidence. */
final class FoldInExamples {
    private FoldInExamples() {}

    static FoldInModel model(int dims, int items, long seed) {
        float[] factors = vectors(items, dims, new Random(seed));
        return new FoldInModel(
                gram(factors, dims),
                dims,
                items,
                new FoldInParameters(0.1, 0.002, 1, FoldInParameters.Weighting.LINEAR, 40));
    }

    static float[] vectors(int n, int dims, Random random) {
        float[] vectors = new float[n * dims];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) (random.nextGaussian() / Math.sqrt(dims) / (1 + i % dims / 8));
        }
        return vectors;
    }

    /** Strengths of −1.5 to 2.5. */
    static double[] strengths(int n, Random random) {
        return random.doubles(n, -1.5, 2.5).toArray();
    }

    static double[] gram(float[] factors, int dims) {
        double[] gram = new double[dims * dims];
        for (int row = 0; row < factors.length; row += dims) {
            for (int i = 0; i < dims; i++) {
                for (int j = 0; j < dims; j++) {
                    gram[i * dims + j] += (double) factors[row + i] * factors[row + j];
                }
            }
        }
        return gram;
    }
}

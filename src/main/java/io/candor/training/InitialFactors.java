package io.candor.training;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Where learning starts: normal numbers with standard deviation σ/√dims, a function of the seed. */
final class InitialFactors {
    private InitialFactors() {}

    /** Returns factors of shape (rows × dims). */
    static float[] normal(int rows, int dims, double sigma, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double scale = sigma / Math.sqrt(dims);
        float[] factors = new float[Math.multiplyExact(rows, dims)];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) (scale * random.nextGaussian());
        }
        return factors;
    }
}

package io.candor.training;

/**
 * Hyper-parameters of {@link KnnTrainer}.
 *
 * @param dims length of the factor vectors that stand for the similarities, 1 to 1,024; not more than there are items
 * @param neighbours how many nearest items an item keeps, 1 to 10,000
 * @param shrinkage added to the denominator of the cosine, 0 to 10,000
 * @param power rounds of subspace iteration, 0 to 100
 * @param seed of the subspace
 */
record KnnParameters(int dims, int neighbours, double shrinkage, int power, long seed) {
    KnnParameters {
        ParameterBounds.check("dims", dims, 1, ParameterBounds.MAX_DIMS);
        ParameterBounds.check("neighbours", neighbours, 1, 10_000);
        ParameterBounds.check("shrinkage", shrinkage, 0, 10_000);
        ParameterBounds.check("power", power, 0, 100);
    }

    static KnnParameters defaults() {
        return new KnnParameters(256, 100, 10, 4, 42);
    }
}

package io.candor.training;

/**
 * Hyper-parameters of what is learnt by stochastic gradient descent.
 *
 * @param dims length of the factor vectors, 1 to 1,023: one more is taken up by the biases
 * @param epochs passes, 1 to 10,000
 * @param learningRate step η of the first pass, above 0 to 10
 * @param decay factor of the step from each pass to the next, above 0 to 1
 * @param lambda regularisation of factors, 0 to 10
 * @param biasLambda regularisation of biases, 0 to 10
 * @param batch samples that are all measured before any is learnt from, 1 to 1,048,576
 * @param sigma the initial factors are normal with standard deviation σ/√dims, 0 to 10
 * @param seed of the initial factors, the order, and the negatives
 */
record SgdParameters(
        int dims,
        int epochs,
        double learningRate,
        double decay,
        double lambda,
        double biasLambda,
        int batch,
        double sigma,
        long seed) {
    private static final double LARGEST = 10;

    SgdParameters {
        ParameterBounds.check("dims", dims, 1, ParameterBounds.MAX_DIMS - 1);
        ParameterBounds.check("epochs", epochs, 1, ParameterBounds.MAX_EPOCHS);
        ParameterBounds.check("learning_rate", learningRate, Double.MIN_NORMAL, LARGEST);
        ParameterBounds.check("decay", decay, Double.MIN_NORMAL, 1);
        ParameterBounds.check("lambda", lambda, 0, LARGEST);
        ParameterBounds.check("bias_lambda", biasLambda, 0, LARGEST);
        ParameterBounds.check("batch", batch, 1, 1 << 20);
        ParameterBounds.check("sigma", sigma, 0, LARGEST);
    }

    /** Returns the step of a pass, from 1. */
    double rate(int epoch) {
        return learningRate * Math.pow(decay, epoch - 1.0);
    }
}

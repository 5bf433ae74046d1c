package io.candor.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * What folding in takes over from the training of the item factors.
 *
 * @param alpha0 weight α₀ of every item, whether there is evidence or not; above 0
 * @param lambda regularisation λ; above 0
 * @param nu exponent ν of λ·(n + α₀·items)^ν, 0 (λ alone) to 2
 * @param weighting weight of an item of which there is evidence
 * @param alpha slope α of that weight, at least 0
 */
public record FoldInParameters(double alpha0, double lambda, double nu, Weighting weighting, double alpha) {
    /** Share of the mean squared norm of an item that λ is, for factors of which nothing else is known. */
    private static final double LAMBDA_SHARE = 0.1;

    /** How the weight follows from the strength r of the evidence. */
    public enum Weighting {
        /** |r|: an item of strength 1, such as a purchase, weighs what an interaction weighed in training. */
        CONSTANT {
            @Override
            double of(double strength, double alpha) {
                return strength;
            }
        },
        /** 1 + α·|r| (Hu, Koren, Volinsky 2008, section 4). */
        LINEAR {
            @Override
            double of(double strength, double alpha) {
                return 1 + alpha * strength;
            }
        },
        /** 1 + α·ln(1 + |r|). */
        LOG {
            @Override
            double of(double strength, double alpha) {
                return 1 + alpha * Math.log1p(strength);
            }
        };

        /** Returns the weight for the magnitude of a strength. */
        abstract double of(double strength, double alpha);
    }

    public FoldInParameters {
        check(isPositive(alpha0), "alpha0 must be above 0, was " + alpha0);
        check(isPositive(lambda), "lambda must be above 0, was " + lambda);
        check(nu >= 0 && nu <= 2, "nu must be 0 to 2, was " + nu);
        check(alpha >= 0 && Double.isFinite(alpha), "alpha must be at least 0, was " + alpha);
    }

    /**
     * Reads them from the hyper-parameters that a bundle's manifest keeps of the algorithm {@code ials}: {@code alpha0},
     * {@code lambda}, {@code nu}, {@code confidence} (constant, linear, log) and {@code alpha}.
     *
     * @return empty when one is missing or out of range, as for other algorithms
     */
    public static Optional<FoldInParameters> of(JsonNode hyperparameters) {
        JsonNode confidence = hyperparameters.path("confidence");
        for (String name : new String[] {"alpha0", "lambda", "nu", "alpha"}) {
            if (!hyperparameters.path(name).isNumber()) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new FoldInParameters(
                    hyperparameters.path("alpha0").asDouble(),
                    hyperparameters.path("lambda").asDouble(),
                    hyperparameters.path("nu").asDouble(),
                    Weighting.valueOf(confidence.asText().toUpperCase(Locale.ROOT)),
                    hyperparameters.path("alpha").asDouble()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns parameters for factors of which only the Gram matrix is known. With m its trace over the number of items, the
     * mean squared norm of an item: α₀ = dims / items, so that all unobserved items together weigh m per dimension, as much
     * as one observed item does; λ = 0.1·m, so that scaling the factors changes no score.
     *
     * @param gram shape (dims × dims), row-major; not modified
     */
    public static FoldInParameters ofScale(double[] gram, int dims, int items) {
        double trace = 0;
        for (int k = 0; k < dims; k++) {
            trace += gram[k * dims + k];
        }
        double meanSquaredNorm = Math.max(trace / Math.max(items, 1), Double.MIN_NORMAL);
        double alpha0 = (double) dims / Math.max(items, 1);
        return new FoldInParameters(alpha0, LAMBDA_SHARE * meanSquaredNorm, 0, Weighting.CONSTANT, 0);
    }

    /** Returns the weight of evidence of this strength. */
    double weight(double strength) {
        return strength == 0 ? 0 : weighting.of(Math.abs(strength), alpha);
    }

    /** Returns the regularisation of somebody with evidence of n items. */
    double ridge(int n, int items) {
        return lambda * Math.pow(n + alpha0 * items, nu);
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

package io.candor.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.SparseRows;
import io.candor.math.FactorMatrix;
import io.candor.math.SymmetricEigen;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Implicit alternating least squares: user factors X and item factors Y that minimise
 *
 * <pre>
 * Σ_{(u,i) observed} w_ui·(1 − x_u·y_i)² + α₀·Σ_{all u,i} (x_u·y_i)²
 *   + λ·Σ_u (|I_u| + α₀·|I|)^ν·‖x_u‖² + λ·Σ_i (|U_i| + α₀·|U|)^ν·‖y_i‖²
 * </pre>
 *
 * <p>Each half of an epoch solves one side exactly while the other is fixed ({@link IalsRowSolver}), so the objective never
 * rises (but for the rounding of the factors to float32).
 *
 * <p>Source: Hu, Koren, Volinsky 2008, equations 3 to 5; the objective with α₀, the scaling of λ and the initial scale σ/√d:
 * Rendle, Krichene, Zhang, Koren 2021 (arXiv 2110.14037), sections 3 and 4. Differs: items are solved before users, so that
 * the user vectors are exactly what folding in their training items gives; before each half the fixed side is rotated onto
 * the eigenvectors of its Gram matrix, which changes no inner product and makes short rows cheap; rows without
 * observations are zero, which is their exact solution.
 *
 * <p>Deterministic for a seed, whatever the number of threads. Stateless between calls, thread-safe.
 */
public final class IalsTrainer {
    private final IalsParameters parameters;
    private final int threads;
    private final LongSupplier nanoClock;

    /**
     * Creates a trainer.
     *
     * @param threads number of threads that solve, at least 1
     * @param nanoClock monotonic nanoseconds, from which only the time left is estimated
     */
    public IalsTrainer(IalsParameters parameters, int threads, LongSupplier nanoClock) {
        this.parameters = parameters;
        this.threads = threads;
        this.nanoClock = nanoClock;
    }

    /** Trains on the matrix; tells {@code progress} after every epoch. */
    public TrainedFactors train(FeedbackMatrix feedback, TrainingProgress progress) {
        float[] users = initialFactors(feedback.users());
        float[] items = new float[Math.multiplyExact(feedback.items(), parameters.dims())];
        double loss = 0;
        try (RowWorkers workers = new RowWorkers(threads)) {
            long started = nanoClock.getAsLong();
            for (int epoch = 1; epoch <= parameters.epochs(); epoch++) {
                solveSide(feedback.byItem(), users, items, workers);
                loss = solveSide(feedback.byUser(), items, users, workers)
                        + regularisationLoss(feedback.byItem(), items);
                long elapsed = nanoClock.getAsLong() - started;
                Duration remaining = Duration.ofNanos(elapsed / epoch * (parameters.epochs() - epoch));
                progress.epochDone(new TrainingProgress.Epoch(epoch, parameters.epochs(), loss, remaining));
            }
        }
        int dims = parameters.dims();
        return new TrainedFactors(
                "ials",
                toJson(parameters),
                "ials",
                FactorMatrix.ofRows(users, dims),
                FactorMatrix.ofRows(items, dims),
                loss);
    }

    /** Rotates {@code fixed} onto the axes of its Gram matrix, solves all rows, returns the sum of their objectives. */
    private double solveSide(SparseRows feedback, float[] fixed, float[] solved, RowWorkers workers) {
        int dims = parameters.dims();
        SymmetricEigen axes = SymmetricEigen.of(GramMatrix.of(fixed, dims, workers), dims);
        double[] eigenvalues = new double[dims];
        for (int k = 0; k < dims; k++) {
            eigenvalues[k] = Math.max(axes.value(k), 0);
        }
        workers.forEachRow(fixed.length / dims, () -> rotation(axes, fixed, dims));
        double[] losses = new double[feedback.rows()];
        workers.forEachRow(feedback.rows(), () -> {
            IalsRowSolver solver = new IalsRowSolver(parameters, feedback, fixed, eigenvalues);
            return row -> losses[row] = solver.solve(row, solved);
        });
        return Arrays.stream(losses).reduce(0, Double::sum);
    }

    private static RowWorkers.RowTask rotation(SymmetricEigen axes, float[] factors, int dims) {
        double[] rotated = new double[dims];
        return row -> {
            axes.rotate(factors, row * dims, rotated);
            for (int k = 0; k < dims; k++) {
                factors[row * dims + k] = (float) rotated[k];
            }
        };
    }

    private double regularisationLoss(SparseRows feedback, float[] factors) {
        int dims = parameters.dims();
        double loss = 0;
        for (int row = 0; row < feedback.rows(); row++) {
            double squares = 0;
            for (int k = row * dims; k < (row + 1) * dims; k++) {
                squares += (double) factors[k] * factors[k];
            }
            loss += squares * IalsRowSolver.regularisation(parameters, feedback.length(row), feedback.columns());
        }
        return loss;
    }

    private float[] initialFactors(int rows) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(parameters.seed());
        double scale = parameters.sigma() / Math.sqrt(parameters.dims());
        float[] factors = new float[Math.multiplyExact(rows, parameters.dims())];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) (scale * random.nextGaussian());
        }
        return factors;
    }

    private static ObjectNode toJson(IalsParameters parameters) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dims", parameters.dims())
                .put("epochs", parameters.epochs())
                .put("lambda", parameters.lambda())
                .put("nu", parameters.nu())
                .put("alpha0", parameters.alpha0())
                .put("confidence", parameters.confidence().name().toLowerCase(Locale.ROOT))
                .put("alpha", parameters.alpha())
                .put("sigma", parameters.sigma())
                .put("seed", parameters.seed());
    }
}

package io.candor.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.SparseRows;
import io.candor.math.SymmetricEigen;
import java.util.Arrays;
import java.util.List;

/**
 * Implicit alternating least squares: user factors X and item factors Y that minimise
 *
 * <pre>
 * Σ_{(u,i) observed} w_ui·(t_ui − x_u·y_i)² + α₀·Σ_{all u,i} (x_u·y_i)²
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
 * <p>w_ui is the confidence in the value of the pair times its weight, and t_ui its target, 1 unless another was given: with
 * weights Σ θ_k over the impressions of a pair and targets clicks/weight, position bias is corrected; with weights 1/θ, that of
 * exposure. With {@link Recency} the users of the result are solved once more, with those weights.
 */
public record IalsTrainer(IalsParameters parameters, Recency recency) implements Trainer {
    /** Creates one to which all that a user did counts alike. */
    public IalsTrainer(IalsParameters parameters) {
        this(parameters, Recency.defaults());
    }

    @Override
    public String algorithm() {
        return "ials";
    }

    @Override
    public ObjectNode hyperparameters() {
        return RecordSettings.toJson(parameters, recency);
    }

    @Override
    public int epochs() {
        return parameters.epochs();
    }

    @Override
    public Learning begin(TrainingData data, RowWorkers workers) {
        return new Alternation(data.observed(), workers);
    }

    private final class Alternation implements Learning {
        private final FeedbackMatrix feedback;
        private final RowWorkers workers;
        private final float[] users;
        private final float[] items;

        Alternation(FeedbackMatrix feedback, RowWorkers workers) {
            this.feedback = feedback;
            this.workers = workers;
            this.users =
                    InitialFactors.normal(feedback.users(), parameters.dims(), parameters.sigma(), parameters.seed());
            this.items = new float[Math.multiplyExact(feedback.items(), parameters.dims())];
        }

        @Override
        public double epoch(int number) {
            solveSide(feedback.byItem(), users, items);
            return solveSide(feedback.byUser(), items, users) + regularisationLoss(feedback.byItem(), items);
        }

        @Override
        public List<float[]> state() {
            return List.of(users, items);
        }

        @Override
        public TrainedFactors factors(double loss) {
            float[] itemRows = items.clone();
            float[] userRows = users.clone();
            if (!recency.isOff()) {
                solveSide(feedback.byUser().weighted(recency.weights(feedback)), itemRows, userRows);
            }
            return TrainedFactors.of(
                    IalsTrainer.this, "ials", userRows, itemRows, parameters.dims(), new float[feedback.users()], loss);
        }

        /** Rotates {@code fixed} onto the axes of its Gram matrix, solves all rows, returns the sum of their objectives. */
        private double solveSide(SparseRows rows, float[] fixed, float[] solved) {
            int dims = parameters.dims();
            SymmetricEigen axes = SymmetricEigen.of(GramMatrix.of(fixed, dims, workers), dims);
            double[] eigenvalues = new double[dims];
            for (int k = 0; k < dims; k++) {
                eigenvalues[k] = Math.max(axes.value(k), 0);
            }
            workers.forEachRow(fixed.length / dims, () -> rotation(axes, fixed, dims));
            double[] losses = new double[rows.rows()];
            workers.forEachRow(rows.rows(), () -> {
                IalsRowSolver solver = new IalsRowSolver(parameters, rows, fixed, eigenvalues);
                return row -> losses[row] = solver.solve(row, solved);
            });
            return Arrays.stream(losses).reduce(0, Double::sum);
        }

        private double regularisationLoss(SparseRows rows, float[] factors) {
            int dims = parameters.dims();
            double loss = 0;
            for (int row = 0; row < rows.rows(); row++) {
                double squares = 0;
                for (int k = row * dims; k < (row + 1) * dims; k++) {
                    squares += (double) factors[k] * factors[k];
                }
                loss += squares * IalsRowSolver.regularisation(parameters, rows.length(row), rows.columns());
            }
            return loss;
        }
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
}

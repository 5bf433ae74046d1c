package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.SparseRows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The solution of a row against the normal equations, written down densely and solved by elimination. */
final class IalsRowSolverTest {
    private static final int DIMS = 6;
    private static final int ITEMS = 20;

    private final SplittableRandom random = new SplittableRandom(31);

    @Test
    void solve_handComputedCase_givesTheFraction() {
        // One dimension, f = (2, 1), the row has the first only: x = w·2 / (w·4 + α₀·(4 + 1) + λ·(1 + 2·α₀)).
        IalsParameters parameters = new IalsParameters(1, 1, 0.5, 1, 0.2, Confidence.LINEAR, 2, 0.1, 1);
        FeedbackMatrix feedback = Feedback.of("u a", "v b");
        float[] solved = new float[2];
        IalsRowSolver solver = new IalsRowSolver(parameters, feedback.byUser(), new float[] {2, 1}, new double[] {5});

        double objective = solver.solve(0, solved);

        double x = 3 * 2 / (3 * 4 + 0.2 * 5 + 0.5 * (1 + 0.2 * 2));
        assertEquals(x, solved[0], 1e-7);
        assertEquals(3 * (1 - 2 * x) * (1 - 2 * x) + 0.2 * 5 * x * x + 0.5 * 1.4 * x * x, objective, 1e-6);
    }

    @Test
    void solve_fewEntriesAndMany_isTheSolutionOfTheNormalEquations() {
        for (Confidence confidence : Confidence.values()) {
            for (double nu : new double[] {0, 0.5, 1}) {
                IalsParameters parameters = new IalsParameters(DIMS, 1, 0.03, nu, 0.2, confidence, 1.5, 0.1, 1);
                FeedbackMatrix feedback = Feedback.random(60, ITEMS, 0.3, 7);
                float[] fixed = orthogonalColumns(feedback.items());
                int few = 0;
                int many = 0;
                float[] solved = new float[feedback.users() * DIMS];
                IalsRowSolver solver = new IalsRowSolver(parameters, feedback.byUser(), fixed, diagonalOfGram(fixed));
                for (int user = 0; user < feedback.users(); user++) {
                    double objective = solver.solve(user, solved);
                    double[] expected = dense(parameters, feedback.byUser(), user, fixed);
                    double[] actual = new double[DIMS];
                    for (int k = 0; k < DIMS; k++) {
                        actual[k] = solved[user * DIMS + k];
                    }
                    assertArrayEquals(expected, actual, 2e-6, confidence + ", nu " + nu + ", user " + user);
                    assertEquals(objective(parameters, feedback.byUser(), user, fixed, actual), objective, 1e-9);
                    few += feedback.byUser().length(user) < DIMS ? 1 : 0;
                    many += feedback.byUser().length(user) >= DIMS ? 1 : 0;
                }
                assertTrue(few >= 10 && many >= 10, few + " rows by entries, " + many + " by dimensions");
            }
        }
    }

    @Test
    void solve_weightsAndTargets_isTheSolutionOfTheExaminationWeightedEquations() {
        // Pairs weigh what was examined of their impressions, and are held to the clicks over that: Σ W·f·fᵀ and Σ
        // clicks·f.
        InteractionsBuilder builder = new InteractionsBuilder();
        double[] clicks = new double[600];
        int rows = 0;
        for (int user = 0; user < 40; user++) {
            for (int item = 0; item < ITEMS; item++) {
                if (random.nextDouble() < 0.3) {
                    clicks[rows++] = random.nextInt(3);
                    builder.add("u" + user, "i" + item, 1, 0, Float.NaN, (float) random.nextDouble(0.2, 4));
                }
            }
        }
        Interactions shown = builder.build();
        FeedbackMatrix feedback = FeedbackMatrix.of(shown, row -> 1, row -> (float) (clicks[row] / shown.weight(row)));
        IalsParameters parameters = new IalsParameters(DIMS, 1, 0.03, 1, 0.2, Confidence.CONSTANT, 0, 0.1, 1);
        float[] fixed = orthogonalColumns(feedback.items());
        float[] solved = new float[feedback.users() * DIMS];
        IalsRowSolver solver = new IalsRowSolver(parameters, feedback.byUser(), fixed, diagonalOfGram(fixed));
        for (int user = 0; user < feedback.users(); user++) {
            solver.solve(user, solved);
            double[] gradient = new double[DIMS];
            double ridge =
                    IalsRowSolver.regularisation(parameters, feedback.byUser().length(user), feedback.items());
            for (int a = 0; a < DIMS; a++) {
                gradient[a] = ridge * solved[user * DIMS + a];
            }
            for (int item = 0; item < feedback.items(); item++) {
                add(gradient, fixed, item, 0.2 * score(solved, user, fixed, item));
            }
            for (int row = 0; row < shown.size(); row++) {
                if (shown.user(row) == user) {
                    double score = score(solved, user, fixed, shown.item(row));
                    add(gradient, fixed, shown.item(row), shown.weight(row) * score - clicks[row]);
                }
            }
            assertArrayEquals(new double[DIMS], gradient, 1e-5, "user " + user);
        }
    }

    private static double score(float[] solved, int user, float[] fixed, int item) {
        double sum = 0;
        for (int k = 0; k < DIMS; k++) {
            sum += (double) solved[user * DIMS + k] * fixed[item * DIMS + k];
        }
        return sum;
    }

    private static void add(double[] gradient, float[] fixed, int item, double factor) {
        for (int k = 0; k < DIMS; k++) {
            gradient[k] += factor * fixed[item * DIMS + k];
        }
    }

    @Test
    void regularisation_growsWithTheRowByItsExponent() {
        assertEquals(0.01, IalsRowSolver.regularisation(parameters(0), 50, 1_000), 1e-15);
        assertEquals(0.01 * 150, IalsRowSolver.regularisation(parameters(1), 50, 1_000), 1e-12);
        assertEquals(0.01 * Math.sqrt(150), IalsRowSolver.regularisation(parameters(0.5), 50, 1_000), 1e-12);
    }

    @Test
    void weight_everyConfidence_isItsFormula() {
        assertEquals(1, Confidence.CONSTANT.weight(4, 40));
        assertEquals(161, Confidence.LINEAR.weight(4, 40));
        assertEquals(1, Confidence.LINEAR.weight(-4, 40));
        assertEquals(1 + 2 * Math.log(5), Confidence.LOG.weight(4, 2), 1e-15);
        assertEquals(1, Confidence.LOG.weight(0, 2));
        assertEquals(1, Confidence.LOG.weight(-4, 2));
    }

    private static IalsParameters parameters(double nu) {
        return new IalsParameters(4, 1, 0.01, nu, 0.1, Confidence.CONSTANT, 0, 0.1, 1);
    }

    /** Returns the solution of (Σ w·f·fᵀ + α₀·FᵀF + λ_row·I)·x = Σ w·f. */
    private static double[] dense(IalsParameters parameters, SparseRows rows, int row, float[] fixed) {
        double[][] system = new double[DIMS][DIMS + 1];
        double ridge = parameters.lambda()
                * Math.pow(rows.length(row) + parameters.alpha0() * rows.columns(), parameters.nu());
        for (int a = 0; a < DIMS; a++) {
            system[a][a] = ridge;
            for (int b = 0; b < DIMS; b++) {
                for (int item = 0; item < rows.columns(); item++) {
                    system[a][b] += parameters.alpha0() * fixed[item * DIMS + a] * fixed[item * DIMS + b];
                }
            }
        }
        for (int p = rows.start(row); p < rows.end(row); p++) {
            double weight = parameters.confidence().weight(rows.value(p), parameters.alpha());
            int from = rows.column(p) * DIMS;
            for (int a = 0; a < DIMS; a++) {
                system[a][DIMS] += weight * fixed[from + a];
                for (int b = 0; b < DIMS; b++) {
                    system[a][b] += weight * fixed[from + a] * fixed[from + b];
                }
            }
        }
        return eliminated(system);
    }

    private static double[] eliminated(double[][] system) {
        int n = system.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int r = 0; r < n; r++) {
                double factor = r == pivot ? 0 : system[r][pivot] / system[pivot][pivot];
                for (int c = 0; c <= n; c++) {
                    system[r][c] -= factor * system[pivot][c];
                }
            }
        }
        double[] x = new double[n];
        for (int r = 0; r < n; r++) {
            x[r] = system[r][n] / system[r][r];
        }
        return x;
    }

    private static double objective(IalsParameters parameters, SparseRows rows, int row, float[] fixed, double[] x) {
        double ridge = parameters.lambda()
                * Math.pow(rows.length(row) + parameters.alpha0() * rows.columns(), parameters.nu());
        double value = 0;
        for (int item = 0; item < rows.columns(); item++) {
            double predicted = product(fixed, item, x);
            value += parameters.alpha0() * predicted * predicted;
        }
        for (int p = rows.start(row); p < rows.end(row); p++) {
            double miss = 1 - product(fixed, rows.column(p), x);
            value += parameters.confidence().weight(rows.value(p), parameters.alpha()) * miss * miss;
        }
        for (double component : x) {
            value += ridge * component * component;
        }
        return value;
    }

    private static double product(float[] fixed, int item, double[] x) {
        double sum = 0;
        for (int k = 0; k < DIMS; k++) {
            sum += fixed[item * DIMS + k] * x[k];
        }
        return sum;
    }

    /** Returns factors in a basis in which their Gram matrix is diagonal: each item has one coordinate. */
    private float[] orthogonalColumns(int items) {
        float[] factors = new float[items * DIMS];
        for (int item = 0; item < items; item += 2) {
            // Two items share two coordinates at right angles, so that rows are not axis-parallel.
            int k = item / 2 % (DIMS / 2) * 2;
            float a = (float) random.nextDouble(-1, 1);
            float b = (float) random.nextDouble(-1, 1);
            factors[item * DIMS + k] = a;
            factors[item * DIMS + k + 1] = b;
            if (item + 1 < items) {
                factors[(item + 1) * DIMS + k] = -b;
                factors[(item + 1) * DIMS + k + 1] = a;
            }
        }
        return factors;
    }

    private static double[] diagonalOfGram(float[] factors) {
        double[] diagonal = new double[DIMS];
        for (int i = 0; i < factors.length; i++) {
            diagonal[i % DIMS] += (double) factors[i] * factors[i];
        }
        return diagonal;
    }
}

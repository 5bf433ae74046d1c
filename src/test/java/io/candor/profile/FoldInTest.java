package io.candor.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.profile.FoldInParameters.Weighting;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldInTest {
    private static final int ITEMS = 300;

    @Test
    void solve_oneDimension_handComputed() {
        // α₀·G = 0.5 · 2 = 1, λ = 1, w = |r| = 2, y = 1: x = 2·1 / (1 + 1 + 2·1).
        FoldInParameters parameters = new FoldInParameters(0.5, 1, 0, Weighting.CONSTANT, 0);
        FoldInModel model = new FoldInModel(new double[] {2}, 1, 2, parameters);
        float[] x = {0};
        assertTrue(new FoldIn(1).solve(model, new float[] {1}, new double[] {2}, 1, x, 0));
        assertEquals(0.5f, x[0]);
        // From x₀ = 0.5 the residual is 0.5: x = 0.5 + 2·0.5 / 4. Negative evidence pulls to 0: 0.5 − 2·0.5 / 4.
        assertTrue(new FoldIn(1).solve(model, new float[] {1}, new double[] {2}, 1, x, 0));
        assertEquals(0.75f, x[0]);
        x[0] = 0.5f;
        assertTrue(new FoldIn(1).solve(model, new float[] {1}, new double[] {-2}, 1, x, 0));
        assertEquals(0.25f, x[0]);
    }

    @Test
    void solve_bothSystems_agreeWithGaussianElimination() {
        Random random = new Random(5);
        for (int dims : new int[] {1, 3, 8, 16}) {
            for (int n : new int[] {1, 2, 7, 16, 40}) {
                for (Weighting weighting : Weighting.values()) {
                    float[] factors = FoldInExamples.vectors(ITEMS, dims, random);
                    double[] gram = FoldInExamples.gram(factors, dims);
                    FoldInParameters parameters = new FoldInParameters(0.1, 0.01, 0.7, weighting, 4);
                    FoldInModel model = new FoldInModel(gram, dims, ITEMS, parameters);
                    float[] vectors = FoldInExamples.vectors(n, dims, random);
                    double[] strengths = FoldInExamples.strengths(n, random);
                    float[] prior = FoldInExamples.vectors(1, dims, random);
                    double[] expected = reference(gram, dims, parameters, vectors, strengths, prior);
                    assertClose(expected, solve(model, vectors, strengths, prior, 0));
                    if (n <= dims) {
                        assertClose(expected, solve(model, vectors, strengths, prior, 1.01));
                    }
                }
            }
        }
    }

    @Test
    void solve_classicNormalEquations_withAnotherConfidence() {
        // x = (α₀YᵀY + Yᵀ(C − α₀)Y + λI)⁻¹YᵀCp with c = w + α₀ and p = w / c is the same x.
        int dims = 6;
        Random random = new Random(9);
        float[] factors = FoldInExamples.vectors(ITEMS, dims, random);
        double[] gram = FoldInExamples.gram(factors, dims);
        double[] system = new double[dims * dims];
        double[] right = new double[dims];
        double[] strengths = {0.3, 1, 2.61};
        for (int i = 0; i < dims * dims; i++) {
            system[i] = 0.1 * gram[i] + (i % (dims + 1) == 0 ? 0.05 : 0);
        }
        for (int i = 0; i < 3; i++) {
            double confidence = 1 + 40 * strengths[i] + 0.1;
            double preference = (1 + 40 * strengths[i]) / confidence;
            for (int a = 0; a < dims; a++) {
                right[a] += confidence * preference * factors[i * dims + a];
                for (int b = 0; b < dims; b++) {
                    system[a * dims + b] += (confidence - 0.1) * factors[i * dims + a] * factors[i * dims + b];
                }
            }
        }
        FoldInParameters parameters = new FoldInParameters(0.1, 0.05, 0, Weighting.LINEAR, 40);
        FoldInModel model = new FoldInModel(gram, dims, ITEMS, parameters);
        float[] vectors = java.util.Arrays.copyOf(factors, 3 * dims);
        assertClose(eliminate(system, right), solve(model, vectors, strengths, new float[dims], 0));
    }

    @Test
    void solve_noEvidence_keepsThePrior() {
        FoldInModel model = FoldInExamples.model(8, ITEMS, 1);
        float[] prior = FoldInExamples.vectors(1, 8, new Random(2));
        assertArrayEquals(prior, solve(model, new float[0], new double[0], prior, 0.3));
        assertArrayEquals(prior, solve(model, new float[16], new double[] {0, 0}, prior, 0.3));
    }

    @Test
    void solve_strengthsOfZero_areAsIfTheyWereNotThere() {
        FoldInModel model = FoldInExamples.model(8, ITEMS, 1);
        float[] vectors = FoldInExamples.vectors(3, 8, new Random(2));
        float[] two = new float[16];
        System.arraycopy(vectors, 0, two, 0, 8);
        System.arraycopy(vectors, 16, two, 8, 8);
        for (double share : new double[] {0, 1}) {
            float[] all = solve(model, vectors, new double[] {1, 0, -0.5}, new float[8], share);
            assertArrayEquals(solve(model, two, new double[] {1, -0.5}, new float[8], share), all, 1e-6f);
        }
    }

    @Test
    void solve_modelsOfSeveralSizes_oneInstanceServesAll() {
        FoldIn foldIn = new FoldIn(50);
        for (int dims : new int[] {16, 4, 32, 8}) {
            FoldInModel model = FoldInExamples.model(dims, ITEMS, dims);
            float[] vectors = FoldInExamples.vectors(20, dims, new Random(3));
            double[] strengths = FoldInExamples.strengths(20, new Random(4));
            float[] x = new float[dims + 2];
            assertTrue(foldIn.solve(model, vectors, strengths, 20, x, 2));
            float[] alone = solve(model, vectors, strengths, new float[dims], 0.3);
            assertArrayEquals(alone, java.util.Arrays.copyOfRange(x, 2, dims + 2));
        }
    }

    @Test
    void solve_notFinite_saysSoAndLeavesThePrior() {
        FoldInModel model = FoldInExamples.model(4, ITEMS, 1);
        float[] x = {1, 2, 3, 4};
        float[] vectors = {Float.NaN, 0, 0, 0};
        assertFalse(new FoldIn(1, 0).solve(model, vectors, new double[] {1}, 1, x, 0));
        assertFalse(new FoldIn(1, 1).solve(model, vectors, new double[] {1}, 1, x, 0));
        assertArrayEquals(new float[] {1, 2, 3, 4}, x);
    }

    @Test
    void solve_moreThanTheBound_isRefused() {
        FoldInModel model = FoldInExamples.model(4, ITEMS, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new FoldIn(1).solve(model, new float[8], new double[2], 2, new float[4], 0));
    }

    @Test
    void ofScale_factorsTimesTen_givesTheSameScores() {
        int dims = 8;
        float[] factors = FoldInExamples.vectors(ITEMS, dims, new Random(1));
        float[] larger = factors.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= 10;
        }
        double[] strengths = {1, 0.5, -1};
        float[] x =
                solve(ofScale(factors, dims), java.util.Arrays.copyOf(factors, 24), strengths, new float[dims], 0.3);
        float[] y = solve(ofScale(larger, dims), java.util.Arrays.copyOf(larger, 24), strengths, new float[dims], 0.3);
        for (int k = 0; k < dims; k++) {
            assertEquals(x[k], 10 * y[k], 1e-4f);
        }
    }

    @Test
    void of_manifest_readsWhatTrainingWrote() throws Exception {
        JsonNode ials = new ObjectMapper()
                .readTree(
                        "{\"dims\":64,\"lambda\":0.002,\"nu\":1.0,\"alpha0\":0.1,\"confidence\":\"log\",\"alpha\":40.0}");
        assertEquals(Optional.of(new FoldInParameters(0.1, 0.002, 1, Weighting.LOG, 40)), FoldInParameters.of(ials));
        assertEquals(Optional.empty(), FoldInParameters.of(JsonNodeFactory.instance.objectNode()));
        assertEquals(
                Optional.empty(),
                FoldInParameters.of(new ObjectMapper()
                        .readTree("{\"lambda\":-1,\"nu\":1,\"alpha0\":0.1,\"confidence\":\"log\",\"alpha\":40}")));
    }

    private static FoldInModel ofScale(float[] factors, int dims) {
        double[] gram = FoldInExamples.gram(factors, dims);
        return new FoldInModel(gram, dims, ITEMS, FoldInParameters.ofScale(gram, dims, ITEMS));
    }

    private static float[] solve(
            FoldInModel model, float[] vectors, double[] strengths, float[] prior, double entriesShare) {
        float[] x = prior.clone();
        assertTrue(new FoldIn(Math.max(1, strengths.length), entriesShare)
                .solve(model, vectors, strengths, strengths.length, x, 0));
        return x;
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], actual[k], 1e-5 * Math.max(1, Math.abs(expected[k])));
        }
    }

    /** x₀ + (α₀G + Σ w·y·yᵀ + λₙI)⁻¹ Σ w·(p − x₀·y)·y, written down as it stands. */
    private static double[] reference(
            double[] gram, int dims, FoldInParameters p, float[] vectors, double[] strengths, float[] prior) {
        double[] system = new double[dims * dims];
        double[] right = new double[dims];
        double ridge = p.lambda() * Math.pow(strengths.length + p.alpha0() * ITEMS, p.nu());
        for (int i = 0; i < system.length; i++) {
            system[i] = p.alpha0() * gram[i] + (i % (dims + 1) == 0 ? ridge : 0);
        }
        for (int i = 0; i < strengths.length; i++) {
            double weight = p.weight(strengths[i]);
            double residual = strengths[i] > 0 ? 1 : 0;
            for (int a = 0; a < dims; a++) {
                residual -= (double) prior[a] * vectors[i * dims + a];
            }
            for (int a = 0; a < dims; a++) {
                right[a] += weight * residual * vectors[i * dims + a];
                for (int b = 0; b < dims; b++) {
                    system[a * dims + b] += weight * vectors[i * dims + a] * vectors[i * dims + b];
                }
            }
        }
        double[] x = eliminate(system, right);
        for (int k = 0; k < dims; k++) {
            x[k] += prior[k];
        }
        return x;
    }

    /** Solves A·x = b by Gaussian elimination; A is positive definite, so that no pivoting is needed. */
    private static double[] eliminate(double[] a, double[] b) {
        int n = b.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = a[i * n + k] / a[k * n + k];
                for (int j = k; j < n; j++) {
                    a[i * n + j] -= factor * a[k * n + j];
                }
                b[i] -= factor * b[k];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                b[k] -= a[k * n + j] * b[j];
            }
            b[k] /= a[k * n + k];
        }
        return b;
    }
}

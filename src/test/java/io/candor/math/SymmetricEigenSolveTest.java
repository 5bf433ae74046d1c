package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SymmetricEigenSolveTest {
    @Test
    void solve_singularMatrices_isTheLeastSolution() {
        SplitMix64 random = new SplitMix64(9);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(8);
            int rank = 1 + random.nextInt(n);
            double[] g = new double[n * n];
            for (int r = 0; r < rank; r++) {
                double[] row = random.doubles(n).map(x -> x - 0.5).toArray();
                for (int i = 0; i < n * n; i++) {
                    g[i] += row[i / n] * row[i % n];
                }
            }
            SymmetricEigen eigen = SymmetricEigen.of(g, n);
            double[] x = random.doubles(n).toArray();
            // Of a pseudo-inverse P: G P G x = G x, and P G P x = P x.
            double[] image = times(g, x);
            double[] again = times(g, eigen.solve(image, 1e-10));
            double[] solved = eigen.solve(x, 1e-10);
            double[] resolved = eigen.solve(times(g, solved), 1e-10);
            for (int i = 0; i < n; i++) {
                assertEquals(image[i], again[i], 1e-9);
                assertEquals(solved[i], resolved[i], 1e-6 * Math.max(1, Math.abs(solved[i])));
            }
        }
    }

    private static double[] times(double[] g, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < g.length; i++) {
            product[i / x.length] += g[i] * x[i % x.length];
        }
        return product;
    }
}

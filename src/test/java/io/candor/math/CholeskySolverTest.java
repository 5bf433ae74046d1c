package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CholeskySolverTest {
    @Test
    void solve_anySize_findsWhatWasMultipliedAndReadsNothingBelowTheDiagonal() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 48, 64, 65}) {
            double[] a = positiveDefinite(n, random);
            double[] x = random.doubles(n, -1, 1).toArray();
            double[] b = times(a, x, n);
            for (int i = 0; i < n * n; i++) {
                a[i] = i % n < i / n ? Double.NaN : a[i];
            }
            assertTrue(new CholeskySolver(n).solve(a, b, n));
            assertArrayEquals(x, b, 1e-9, n + " unknowns");
        }
    }

    @Test
    void solve_notPositiveDefiniteOrNotFinite_leavesTheRightSide() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n : new int[] {1, 4, 6, 17}) {
            for (double wrong : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] a = positiveDefinite(n, random);
                a[n * n - 1] = wrong;
                double[] b = random.doubles(n).toArray();
                double[] before = b.clone();
                assertFalse(new CholeskySolver(n).solve(a, b, n), n + " unknowns, " + wrong);
                assertArrayEquals(before, b);
            }
        }
        double[] infinite = {1, Double.POSITIVE_INFINITY, 0, 1};
        assertFalse(new CholeskySolver(2).solve(infinite, new double[2], 2));
        assertThrows(
                IllegalArgumentException.class, () -> new CholeskySolver(2).solve(new double[9], new double[3], 3));
        assertEquals(
                "maxSize must be at least 1, was 0",
                assertThrows(IllegalArgumentException.class, () -> new CholeskySolver(0))
                        .getMessage());
    }

    private static double[] positiveDefinite(int n, SplittableRandom random) {
        double[] a = new double[n * n];
        for (int k = 0; k < n + 2; k++) {
            SymmetricUpdates.addOuter(a, n, random.doubles(n, -1, 1).toArray(), 0, 1);
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 0.1;
        }
        SymmetricUpdates.mirror(a, n);
        return a;
    }

    private static double[] times(double[] a, double[] x, int n) {
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                b[i] += a[i * n + j] * x[j];
            }
        }
        return b;
    }
}

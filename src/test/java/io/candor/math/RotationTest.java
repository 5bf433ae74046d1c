package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RotationTest {
    private static final int DIMS = 12;

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void principal_innerProducts_stayTheSame() {
        FactorMatrix rows = stretched(400);
        Rotation rotation = Rotation.principal(rows);
        float[] a = new float[DIMS];
        float[] b = new float[DIMS];
        float[] rotatedA = new float[DIMS];
        float[] rotatedB = new float[DIMS];
        for (int i = 1; i < rows.rows(); i++) {
            rows.copyRow(i, a, 0);
            rows.copyRow(i - 1, b, 0);
            rotation.apply(a, rotatedA);
            rotation.apply(b, rotatedB);
            double expected = ScalarKernels.dot(a, 0, b, 0, DIMS);
            assertEquals(expected, ScalarKernels.dot(rotatedA, 0, rotatedB, 0, DIMS), 1e-3);
        }
    }

    @Test
    void principal_coordinates_comeByFallingVariance() {
        FactorMatrix rows = stretched(400);
        Rotation rotation = Rotation.principal(rows);
        double[] energy = new double[DIMS];
        float[] row = new float[DIMS];
        float[] rotated = new float[DIMS];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            rotation.apply(row, rotated);
            for (int d = 0; d < DIMS; d++) {
                energy[d] += rotated[d] * rotated[d];
            }
        }
        for (int d = 1; d < DIMS; d++) {
            assertTrue(energy[d] <= energy[d - 1] * 1.0001, "axis " + d);
        }
    }

    @Test
    void ofAxes_axes_comeBack() {
        float[] axes = Rotation.principal(stretched(50)).axes();
        assertArrayEquals(axes, Rotation.ofAxes(axes, DIMS).axes());
        float[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        float[] same = new float[DIMS];
        Rotation.identity(DIMS).apply(row, same);
        assertArrayEquals(row, same);
    }

    /** Rows whose last coordinates vary most. */
    private FactorMatrix stretched(int rows) {
        float[] flat = new float[rows * DIMS];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) (random.nextGaussian() * (1 + i % DIMS));
        }
        return FactorMatrix.ofRows(flat, DIMS);
    }
}

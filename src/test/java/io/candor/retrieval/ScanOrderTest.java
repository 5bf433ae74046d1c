package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.FactorMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScanOrderTest {
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void of_severalBands_fallFromBandToBandAndHoldEveryRow() {
        FactorMatrix items = Factors.clustered(35_000, 4, 0.8, random);
        int[] order = ScanOrder.byDirection(items);
        assertArrayEquals(
                IntStream.range(0, 35_000).toArray(),
                Arrays.stream(order).sorted().toArray());
        double least = Double.POSITIVE_INFINITY;
        for (int[] band : new int[][] {
            {0, 1_024},
            {1_024, 3_072},
            {3_072, 7_168},
            {7_168, 15_360},
            {15_360, 23_552},
            {23_552, 31_744},
            {31_744, 35_000}
        }) {
            double most = Arrays.stream(order, band[0], band[1])
                    .mapToDouble(items::norm)
                    .max()
                    .orElseThrow();
            assertTrue(most <= least);
            least = Arrays.stream(order, band[0], band[1])
                    .mapToDouble(items::norm)
                    .min()
                    .orElseThrow();
        }
        assertArrayEquals(order, ScanOrder.byDirection(items), "nothing is random");
    }

    @Test
    void of_rowsAroundFewDirections_makesBlocksOfOneDirection() {
        int directions = 8;
        float[] flat = new float[1_024 * 16];
        int[] directionOf = new int[1_024];
        for (int row = 0; row < 1_024; row++) {
            directionOf[row] = random.nextInt(directions);
            for (int d = 0; d < 16; d++) {
                flat[row * 16 + d] = (float) (0.05 * random.nextGaussian() + (d == directionOf[row] ? 1 : 0));
            }
        }
        FactorMatrix items = FactorMatrix.ofRows(flat, 16);
        int[] order = ScanOrder.byDirection(items);
        int alike = 0;
        for (int p = 1; p < order.length; p++) {
            alike += directionOf[order[p]] == directionOf[order[p - 1]] ? 1 : 0;
        }
        assertTrue(alike > 0.9 * order.length, alike + " of " + order.length);
    }

    @Test
    void of_equalAndZeroRows_ends() {
        FactorMatrix zeros = FactorMatrix.ofRows(new float[3_000 * 4], 4);
        assertEquals(
                3_000, Arrays.stream(ScanOrder.byDirection(zeros)).distinct().count());
        float[] ones = new float[3_000 * 4];
        Arrays.fill(ones, 1);
        FactorMatrix equal = FactorMatrix.ofRows(ones, 4);
        assertEquals(
                3_000, Arrays.stream(ScanOrder.byDirection(equal)).distinct().count());
    }
}

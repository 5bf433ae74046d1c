package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockKernelsTest {
    private final SplittableRandom random = new SplittableRandom(2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 15, 16, 17, 64, 1021})
    void dot_anyLength_equalsTheScalarTwin(int dims) {
        float[] query = values(dims);
        MemorySegment segment = VectorKernelsTest.outsideHeap(values(dims * BlockKernels.ROWS));
        float[] sums = values(BlockKernels.ROWS);
        BlockKernels.dot(segment, 0, query, dims, sums);
        for (int row = 0; row < BlockKernels.ROWS; row++) {
            double expected = ScalarKernels.blockDot(segment, 0, row, query, dims);
            assertEquals(expected, sums[row], 1e-5 * (1 + dims));
        }
    }

    @Test
    void atLeast_mask_hasTheRowsAtOrAboveTheThreshold() {
        float[] sums = values(BlockKernels.ROWS);
        sums[3] = Float.NaN;
        float threshold = sums[7];
        int expected = 0;
        for (int row = 0; row < BlockKernels.ROWS; row++) {
            expected |= sums[row] >= threshold ? 1 << row : 0;
        }
        assertEquals(expected, BlockKernels.atLeast(sums, threshold));
        assertEquals(0xffff & ~(1 << 3), BlockKernels.atLeast(sums, Float.NEGATIVE_INFINITY));
    }

    private float[] values(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}

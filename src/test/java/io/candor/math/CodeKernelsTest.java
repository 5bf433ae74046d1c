package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeKernelsTest {
    private final SplittableRandom random = new SplittableRandom(4);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 15, 16, 17, 64, 1021})
    void dot_randomCodes_equalsTheScalarTwin(int dims) {
        assertDotEqualsTwin(dims, () -> random.nextInt(-127, 128), () -> random.nextInt(-63, 64));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64, 4096})
    void dot_largestCodesOfEverySign_doesNotOverflow(int dims) {
        assertDotEqualsTwin(dims, () -> 127, () -> 63);
        assertDotEqualsTwin(dims, () -> -127, () -> 63);
        assertDotEqualsTwin(dims, () -> 127, () -> -63);
        assertDotEqualsTwin(dims, () -> -127, () -> -63);
        assertDotEqualsTwin(dims, () -> random.nextBoolean() ? 127 : -127, () -> random.nextBoolean() ? 63 : -63);
    }

    private void assertDotEqualsTwin(int dims, IntSupplier rowCode, IntSupplier queryCode) {
        int bytes = CodeKernels.blockBytes(dims);
        byte[] blocks = new byte[2 * bytes];
        for (int i = 0; i < 2 * bytes; i++) {
            blocks[i] = (byte) rowCode.getAsInt();
        }
        short[] query = new short[CodeKernels.padded(dims)];
        for (int d = 0; d < dims; d++) {
            query[d] = (short) queryCode.getAsInt();
        }
        int[] sums = new int[CodeKernels.ROWS];
        Arrays.fill(sums, 99);
        short[] spread = new short[CodeKernels.spreadLength(dims)];
        CodeKernels.spread(query, spread);
        CodeKernels.dot(blocks, bytes, spread, sums);
        for (int row = 0; row < CodeKernels.ROWS; row++) {
            assertEquals(ScalarKernels.codeDot(blocks, bytes, row, query), sums[row], "row " + row);
        }
    }

    @Test
    void byteOf_allRowsAndDimensions_areTheBytesOfABlock() {
        Set<Integer> bytes = new HashSet<>();
        for (int row = 0; row < CodeKernels.ROWS; row++) {
            for (int dim = 0; dim < 8; dim++) {
                bytes.add(CodeKernels.byteOf(row, dim));
            }
        }
        assertEquals(CodeKernels.blockBytes(8), bytes.size());
        assertEquals(0, bytes.stream().min(Integer::compare).orElseThrow());
        assertEquals(
                CodeKernels.blockBytes(8) - 1,
                bytes.stream().max(Integer::compare).orElseThrow());
    }

    @Test
    void atLeast_mask_hasTheRowsAtOrAboveTheThreshold() {
        int[] sums = random.ints(CodeKernels.ROWS, -1000, 1000).toArray();
        int expected = 0;
        for (int row = 0; row < CodeKernels.ROWS; row++) {
            expected |= sums[row] >= sums[5] ? 1 << row : 0;
        }
        assertEquals(expected, CodeKernels.atLeast(sums, sums[5]));
        assertEquals(0xffff, CodeKernels.atLeast(sums, Integer.MIN_VALUE));
    }
}

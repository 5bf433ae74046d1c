package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatsTest {
    private final SplittableRandom random = new SplittableRandom(9);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 8191, 8192, 8193, 20_000})
    void allFinite_oneBadValueAnywhere_isFound(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = switch (i % 4) {
                case 0 -> (float) random.nextGaussian();
                case 1 -> -Float.MAX_VALUE;
                case 2 -> Float.MIN_VALUE;
                default -> -0f;
            };
        }
        assertTrue(Floats.allFinite(MemorySegment.ofArray(values)));
        assertEquals(-1, Floats.firstNotFinite(MemorySegment.ofArray(values)));
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int at : new int[] {0, length / 2, length - 1}) {
                if (length > 0) {
                    float[] spoilt = values.clone();
                    spoilt[at] = bad;
                    assertFalse(Floats.allFinite(MemorySegment.ofArray(spoilt)));
                    assertEquals(at, Floats.firstNotFinite(MemorySegment.ofArray(spoilt)));
                }
            }
        }
    }
}

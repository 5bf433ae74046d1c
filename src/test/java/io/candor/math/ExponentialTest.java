package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void exp_anyNumber_isThatOfStrictMath() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 1400 : 3);
            double expected = StrictMath.exp(x);
            assertEquals(expected, Exponential.exp(x), 5e-16 * expected);
        }
        assertEquals(1, Exponential.exp(0));
    }

    @Test
    void exp_beyondItsRange_isZeroOrInfinite() {
        assertEquals(0, Exponential.exp(-708.1));
        assertEquals(0, Exponential.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(710));
        assertTrue(Double.isNaN(Exponential.exp(Double.NaN)));
    }
}

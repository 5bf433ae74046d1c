package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpecialFunctionsTest {
    @Test
    void lnGamma_knownValues_equal() {
        assertEquals(0, SpecialFunctions.lnGamma(1), 1e-14);
        assertEquals(Math.log(Math.PI) / 2, SpecialFunctions.lnGamma(0.5), 1e-14);
        assertEquals(Math.log(3628800), SpecialFunctions.lnGamma(11), 1e-13);
        assertEquals(12815504.569147611, SpecialFunctions.lnGamma(1e6), 1e-6);
    }

    @Test
    void lnGamma_recurrence_holds() {
        for (double x = 0.1; x < 2_000; x *= 1.7) {
            double difference = SpecialFunctions.lnGamma(x + 1) - SpecialFunctions.lnGamma(x);
            assertEquals(Math.log(x), difference, 1e-11, "x " + x);
        }
    }

    @Test
    void upperGamma_closedForms_equal() {
        for (double x = 0.01; x < 600; x *= 1.9) {
            assertRelative(Math.exp(-x), SpecialFunctions.upperGamma(1, x));
            assertRelative(Math.exp(-x) * (1 + x + x * x / 2), SpecialFunctions.upperGamma(3, x));
        }
        assertEquals(1, SpecialFunctions.upperGamma(2, 0));
        assertEquals(0, SpecialFunctions.upperGamma(2, Double.POSITIVE_INFINITY));
    }

    @Test
    void normalTwoSided_knownValues_equal() {
        assertEquals(1.959963984540054, SpecialFunctions.normalTwoSidedQuantile(0.05), 1e-13);
        assertEquals(3.290526731491693, SpecialFunctions.normalTwoSidedQuantile(0.001), 1e-12);
        assertRelative(1.5239706048321052e-23, SpecialFunctions.normalTwoSided(10));
        assertEquals(0, SpecialFunctions.normalTwoSidedQuantile(1), 1e-15);
    }

    @Test
    void studentTwoSided_closedForms_equal() {
        for (double t = 0.01; t < 100; t *= 2.3) {
            assertRelative(1 - 2 / Math.PI * Math.atan(t), SpecialFunctions.studentTwoSided(t, 1));
            assertRelative(1 - t / Math.sqrt(2 + t * t), SpecialFunctions.studentTwoSided(t, 2));
        }
        assertEquals(12.706204736174698, SpecialFunctions.studentTwoSidedQuantile(0.05, 1), 1e-10);
        assertEquals(1.9599639, SpecialFunctions.studentTwoSidedQuantile(0.05, 1e7), 1e-6);
    }

    @Test
    void beta_symmetryAndUniform_hold() {
        assertEquals(0.3, SpecialFunctions.beta(1, 1, 0.3), 1e-14);
        for (double x = 0.05; x < 1; x += 0.05) {
            double sum = SpecialFunctions.beta(2.5, 7, x) + SpecialFunctions.beta(7, 2.5, 1 - x);
            assertEquals(1, sum, 1e-13);
        }
    }

    @Test
    void outOfRange_refused() {
        assertThrows(IllegalArgumentException.class, () -> SpecialFunctions.lnGamma(0));
        assertThrows(IllegalArgumentException.class, () -> SpecialFunctions.upperGamma(1, -1));
        assertThrows(IllegalArgumentException.class, () -> SpecialFunctions.beta(1, 1, 1.1));
        assertThrows(IllegalArgumentException.class, () -> SpecialFunctions.normalTwoSidedQuantile(0));
    }

    private static void assertRelative(double expected, double actual) {
        assertEquals(expected, actual, 1e-10 * expected + 1e-300);
    }
}

package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalCurveTest {
    /** Values of ln Φ and Φ from another library. */
    @ParameterizedTest
    @CsvSource({
        "-25, -316.63940800802027, 0",
        "-19.993, -203.77683153925378, 0",
        "-8.3, -37.49421742374825, 0",
        "-3.0001, -6.608054536023053, 0.0013494549132607172",
        "-1.2345, -2.2209283959239143, 0.10850832336267019",
        "0.0071, -0.6874982331625444, 0.5028324663933917",
        "1.777, -0.03851644591981871, 0.9622158800844802",
        "4.4, -5.412558555572472e-06, 0.9999945874560923",
        "9.5, 0, 1"
    })
    void cdf_anyNumber_isThatOfAReference(double z, double lnCdf, double cdf) {
        assertEquals(lnCdf, NormalCurve.lnCdf(z), 5e-11);
        assertEquals(cdf, NormalCurve.cdf(z), 5e-11);
    }

    @Test
    void cdf_finelyStepped_neverFallsByMoreThanItsError() {
        double last = 0;
        double lastLn = Double.NEGATIVE_INFINITY;
        for (double z = -30; z < 12; z += 0.00037) {
            assertEquals(1, NormalCurve.cdf(z) + NormalCurve.cdf(-z), 1e-10);
            if (NormalCurve.cdf(z) < last - 6e-11 || NormalCurve.lnCdf(z) < lastLn - 6e-11) {
                throw new AssertionError("falls at " + z);
            }
            last = NormalCurve.cdf(z);
            lastLn = NormalCurve.lnCdf(z);
        }
    }
}

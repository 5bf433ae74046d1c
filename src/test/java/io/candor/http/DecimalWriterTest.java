package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalWriterTest {
    private final DecimalWriter writer = new DecimalWriter();

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0",
        "1,1",
        "-1.5,-1.5",
        "0.1234567,0.123457",
        "-0.0000004,0",
        "0.000001,0.000001",
        "999999999.999999,999999999.999999",
        "1e12,1.0E12",
        "123.4500001,123.45"
    })
    void rounded_value_hasAtMostSixDecimals(double value, String expected) {
        assertEquals(expected, rounded(value));
    }

    @Test
    void rounded_random_isNearestMillionth() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(8));
            assertEquals(value, Double.parseDouble(rounded(value)), 0.5e-6 + 2 * Math.ulp(value));
        }
    }

    @Test
    void exact_random_readsBackTheSame() {
        Random random = new Random(6);
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextInt(3) == 0 ? random.nextInt(1_000) / 1_000.0 : random.nextDouble();
            String text = JsonBuffer.render(out -> writer.exact(value, out)).toString();
            assertEquals(value, Double.parseDouble(text));
        }
    }

    @Test
    void exact_one_isShort() {
        assertEquals("1", JsonBuffer.render(out -> writer.exact(1, out)).toString());
    }

    private String rounded(double value) {
        return JsonBuffer.render(out -> writer.rounded(value, out)).toString();
    }
}

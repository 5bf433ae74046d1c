package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 11);

    @Test
    void times_anyReplicate_drawsAsManyAsThereAre() {
        assertEquals(100, Arrays.stream(BOOTSTRAP.times(100, 3)).sum());
        assertArrayEquals(BOOTSTRAP.times(100, 3), BOOTSTRAP.times(100, 3));
        assertFalse(Arrays.equals(BOOTSTRAP.times(100, 3), BOOTSTRAP.times(100, 4)));
    }

    @Test
    void draw_severalStatistics_seeTheSameDraws() {
        double[][] drawn = BOOTSTRAP.draw(10, 2, (times, out) -> {
            out[0] = times[0];
            out[1] = 10 - times[0];
        });
        double mean = Arrays.stream(drawn[0]).average().orElseThrow();
        // Binomial of 10 and 1/10, over 500 draws.
        assertEquals(1, mean, 4 * Math.sqrt(0.9 / 500));
        for (int r = 0; r < 500; r++) {
            assertEquals(10, drawn[0][r] + drawn[1][r]);
        }
    }

    @Test
    void interval_handComputed_isBetweenPercentiles() {
        double[] drawn = new double[42];
        for (int r = 0; r <= 40; r++) {
            drawn[40 - r] = r;
        }
        drawn[41] = Double.NaN;
        assertEquals(new MeanInterval(7, 1, 39, 3), Bootstrap.interval(7, drawn, 3));
    }

    @Test
    void of_noReplicate_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 1));
    }
}

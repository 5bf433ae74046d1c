package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void reseed_anySeed_repeatsTheStream() {
        SplitMix64 random = new SplitMix64(1);
        double gaussian = random.nextGaussian();
        long bits = random.nextLong();
        random.reseed(1);
        assertEquals(gaussian, random.nextGaussian());
        assertEquals(bits, random.nextLong());
    }

    @Test
    void nextGaussian_manySeeds_hasMomentsOfTheNormal() {
        double[] moments = new double[5];
        int times = 400_000;
        SplitMix64 random = new SplitMix64(0);
        for (int i = 0; i < times; i++) {
            random.reseed(i / 4);
            double x = random.nextGaussian();
            for (int m = i % 4; m > 0; m--) {
                x = random.nextGaussian();
            }
            for (int p = 1; p <= 4; p++) {
                moments[p] += Math.pow(x, p) / times;
            }
        }
        assertEquals(0, moments[1], 5 * Math.sqrt(1.0 / times));
        assertEquals(1, moments[2], 5 * Math.sqrt(2.0 / times));
        assertEquals(0, moments[3], 5 * Math.sqrt(15.0 / times));
        assertEquals(3, moments[4], 5 * Math.sqrt(96.0 / times));
    }

    @Test
    void nextInt_neighbouringSeeds_isUniform() {
        int[] counts = new int[7];
        SplitMix64 random = new SplitMix64(0);
        for (int seed = 0; seed < 70_000; seed++) {
            random.reseed(seed);
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 5 * Math.sqrt(10_000));
        }
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
    }
}

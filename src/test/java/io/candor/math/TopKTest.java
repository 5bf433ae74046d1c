package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopKTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void offer_manyWithTies_keepsWhatASortWould() {
        TopK best = new TopK(1);
        for (int n : new int[] {0, 1, 2, 10, 500}) {
            for (int k : new int[] {0, 1, 3, 10, 700}) {
                float[] scores = new float[n];
                best.reset(k);
                for (int i : shuffled(n)) {
                    scores[i] = random.nextInt(40) / 4f - 5;
                    best.offer(i, scores[i]);
                }
                assertArrayEquals(sorted(scores, k), best.toOrdinals(), n + " offered, k = " + k);
            }
        }
    }

    @Test
    void reopen_afterSort_takesMore() {
        TopK best = new TopK(5);
        float[] scores = new float[300];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
            best.offer(i, scores[i]);
            if (i % 7 == 0) {
                best.sort();
                best.reopen();
            }
        }
        assertArrayEquals(sorted(scores, 5), best.toOrdinals());
    }

    @Test
    void threshold_isTheScoreToBeat() {
        TopK best = new TopK(2);
        assertEquals(Float.NEGATIVE_INFINITY, best.threshold());
        best.offer(0, 3);
        assertEquals(Float.NEGATIVE_INFINITY, best.threshold());
        best.offer(1, 5);
        assertEquals(3, best.threshold());
        best.reset(0);
        assertEquals(Float.POSITIVE_INFINITY, best.threshold());
        assertFalse(best.offer(0, 1));
    }

    @Test
    void offer_notANumber_isNeverKept() {
        TopK best = new TopK(1);
        assertFalse(best.offer(0, Float.NaN));
        best.offer(1, Float.NEGATIVE_INFINITY);
        assertFalse(best.offer(2, Float.NaN));
        assertArrayEquals(new int[] {1}, best.toOrdinals());
    }

    @Test
    void reset_negative_isRefused() {
        TopK best = new TopK(1);
        assertThrows(IllegalArgumentException.class, () -> best.reset(-1));
    }

    private static int[] sorted(float[] scores, int k) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparingInt(i -> i))
                .limit(k)
                .mapToInt(i -> i)
                .toArray();
    }

    private int[] shuffled(int n) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}

package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongSelectionTest {
    private final SplittableRandom random = new SplittableRandom(6);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 400})
    void largestFirst_withAndWithoutTies_equalsASort(int size) {
        for (int range : new int[] {1, 5, 1_000_000}) {
            for (int k = 1; k <= size; k += 1 + size / 20) {
                long[] values = new long[size + 3];
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextLong(range) - range / 2;
                }
                long[] sorted = Arrays.copyOf(values, size);
                Arrays.sort(sorted);
                long[] rest = Arrays.copyOfRange(values, size, size + 3);
                LongSelection.largestFirst(values, size, k);
                long[] best = Arrays.copyOf(values, k);
                assertEquals(sorted[size - k], best[k - 1]);
                Arrays.sort(best);
                assertArrayEquals(Arrays.copyOfRange(sorted, size - k, size), best);
                assertArrayEquals(rest, Arrays.copyOfRange(values, size, size + 3), "beyond size");
            }
        }
    }
}

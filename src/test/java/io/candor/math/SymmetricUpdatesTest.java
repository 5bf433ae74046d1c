package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SymmetricUpdatesTest {
    @Test
    void addOuters_anyCount_isTheSumOfSingleUpdates() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n : new int[] {1, 2, 3, 7, 8, 17, 48, 64, 65}) {
            for (int count = 0; count <= 9; count++) {
                double[] v = random.doubles((long) count * n, -1, 1).toArray();
                double[] one = random.doubles((long) n * n).toArray();
                double[] many = one.clone();
                for (int k = 0; k < count; k++) {
                    SymmetricUpdates.addOuter(one, n, v, k * n, 1);
                }
                SymmetricUpdates.addOuters(many, n, v, count);
                for (int i = 0; i < n * n; i++) {
                    many[i] = i % n < i / n ? one[i] : many[i];
                }
                assertArrayEquals(one, many, 1e-13, n + " values, " + count + " vectors");
            }
        }
    }

    @Test
    void mirror_upperTriangle_isCopiedBelow() {
        double[] a = {1, 2, 3, 0, 5, 6, 0, 0, 9};
        SymmetricUpdates.mirror(a, 3);
        assertEquals(2, a[3]);
        assertEquals(3, a[6]);
        assertEquals(6, a[7]);
        assertEquals(9, a[8]);
    }
}

package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BitsTest {
    private final SplittableRandom random = new SplittableRandom(4);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1021})
    void operations_random_equalThoseOfBitSet(int size) {
        for (int round = 0; round < 50; round++) {
            BitSet a = random(size);
            BitSet b = random(size);
            Bits left = bits(a, size);
            Bits right = bits(b, size);
            assertSame(a, left);

            Bits and = left.copy();
            and.and(right);
            BitSet expected = (BitSet) a.clone();
            expected.and(b);
            assertSame(expected, and);

            Bits or = left.copy();
            or.or(right);
            expected = (BitSet) a.clone();
            expected.or(b);
            assertSame(expected, or);

            left.andNot(right);
            a.andNot(b);
            assertSame(a, left);
            left.copyFrom(right);
            assertSame(b, left);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 200})
    void full_hasExactlyItsSize(int size) {
        Bits full = Bits.full(size);
        assertEquals(size, full.cardinality());
        assertEquals(-1, full.nextSet(size));
        full.clearAll();
        assertEquals(0, full.cardinality());
    }

    @Test
    void and_otherSize_isRefused() {
        Bits bits = new Bits(5);
        assertThrows(IllegalArgumentException.class, () -> bits.and(new Bits(6)));
        assertThrows(IllegalArgumentException.class, () -> new Bits(-1));
    }

    private static void assertSame(BitSet expected, Bits actual) {
        assertEquals(expected.cardinality(), actual.cardinality());
        for (int i = 0; i < actual.size(); i++) {
            assertEquals(expected.get(i), actual.get(i));
            assertEquals(expected.nextSetBit(i), actual.nextSet(i));
            assertEquals(expected.get(0, i).cardinality(), actual.cardinalityBelow(i));
        }
    }

    private BitSet random(int size) {
        BitSet set = new BitSet();
        for (int i = 0; i < size; i++) {
            if (random.nextInt(3) == 0) {
                set.set(i);
            }
        }
        return set;
    }

    private static Bits bits(BitSet set, int size) {
        Bits bits = new Bits(size);
        set.stream().forEach(bits::set);
        for (int i = 0; i < size; i++) {
            if (!set.get(i)) {
                bits.clear(i);
            }
        }
        return bits;
    }
}

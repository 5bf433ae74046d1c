package io.candor.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FloatOrderTest {
    @Test
    void sortable_values_comparesAsFloatsDoAndComesBack() {
        float[] rising = {Float.NEGATIVE_INFINITY, -3.5f, -Float.MIN_VALUE, 0f, Float.MIN_VALUE, 1f, Float.MAX_VALUE};
        for (int i = 0; i < rising.length; i++) {
            assertEquals(rising[i], FloatOrder.value(FloatOrder.sortable(rising[i])));
            assertTrue(i == 0 || FloatOrder.sortable(rising[i - 1]) < FloatOrder.sortable(rising[i]));
        }
    }

    @Test
    void descending_ties_areByPosition() {
        assertArrayEquals(new int[] {3, 0, 2, 4, 1}, FloatOrder.descending(new float[] {2, -7, 2, 9, 0}));
    }
}

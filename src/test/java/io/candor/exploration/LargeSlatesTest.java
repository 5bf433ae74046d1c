package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools too large to enumerate: candidates that are all alike are drawn uniformly, whatever the policy computes. */
class LargeSlatesTest {
    @ParameterizedTest
    @CsvSource({
        "PLACKETT_LUCE, 200, 10, 1e-12",
        "PLACKETT_LUCE, 500, 100, 1e-12",
        "THOMPSON, 50, 5, 1e-6",
        "THOMPSON, 200, 10, 2e-6",
        "THOMPSON, 500, 50, 2e-6",
        "THOMPSON, 500, 100, 2e-6"
    })
    void draw_candidatesAlike_isUniform(Policy policy, int size, int slots, double tolerance) {
        SlateDraw draw = new SlateDraw();
        new Explorer().draw(Slates.config(policy, 0), alike(policy, size, slots), PageState.FIRST, 9, draw);
        double expected = 0;
        for (int k = 0; k < slots; k++) {
            expected -= Math.log(size - k);
            assertEquals(expected, draw.lnPrefix(k), tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"PLACKETT_LUCE, 200, 10", "PLACKETT_LUCE, 500, 100", "THOMPSON, 200, 10", "THOMPSON, 500, 100"})
    void vector_candidatesAlike_isUniform(Policy policy, int size, int slots) {
        double[] vector = new double[slots];
        new Marginals().vector(Slates.config(policy, 0), alike(policy, size, slots), PageState.FIRST, size / 2, vector);
        for (double probability : vector) {
            assertEquals(1, probability * size, 1e-6);
        }
    }

    private static DrawPool alike(Policy policy, int size, int slots) {
        DrawPool pool = new DrawPool(size);
        pool.reset(slots, 0);
        for (int i = 0; i < size; i++) {
            pool.add(0, policy == Policy.THOMPSON ? 0.7f : 0);
        }
        return pool;
    }
}

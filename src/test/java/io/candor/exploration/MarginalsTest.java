package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarginalsTest {
    private static final double ARITHMETIC = 1e-12;
    private static final double QUADRATURE = 1e-8;

    private final Explorer explorer = new Explorer();
    private final Marginals marginals = new Marginals();
    private final SlateDraw draw = new SlateDraw();

    @ParameterizedTest
    @EnumSource
    void vectors_everyPool_areSumsOverAllSlates(Policy policy) {
        for (double floor : new double[] {0, 0.2, 1}) {
            for (int pinned : new int[] {0, 1, 4}) {
                for (int[] shape : new int[][] {{1, 1}, {2, 2}, {5, 3}, {5, 5}, {3, 5}, {6, 4}}) {
                    assertSums(
                            Slates.config(policy, floor),
                            Slates.pool(policy, shape[0], shape[1], pinned),
                            PageState.FIRST);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void vectors_laterPage_areThoseOfThePosteriorMixture(Policy policy) {
        for (double odds : new double[] {-2, 1.5, Double.NEGATIVE_INFINITY}) {
            assertSums(
                    Slates.config(policy, 0.2),
                    Slates.pool(policy, 5, 3, 0),
                    new PageState(PageState.MAIN, odds));
        }
    }

    private void assertSums(ExplorationConfig config, DrawPool pool, PageState page) {
        int slots = pool.slateSize();
        double[] expected = new double[pool.size() * slots];
        for (int[] slate : Slates.all(pool.size(), slots)) {
            explorer.assess(config, pool, page, slate, draw);
            for (int k = 0; k < slots; k++) {
                expected[slate[k] * slots + k] += Math.exp(draw.lnJoint());
            }
        }
        double tolerance = config.policy() == Policy.THOMPSON ? QUADRATURE : config.policy() == Policy.PLACKETT_LUCE ? 1e-9 : ARITHMETIC;
        int[] everybody = new int[pool.size()];
        Arrays.setAll(everybody, i -> i);
        double[] found = new double[expected.length];
        marginals.vectors(config, pool, page, everybody, everybody.length, found);
        for (int at = 0; at < expected.length; at++) {
            int where = at;
            assertEquals(expected[at], found[at], tolerance, () -> config + " of " + pool.size() + " at " + where);
        }
        double[] alone = new double[slots];
        for (int i : everybody) {
            marginals.vector(config, pool, page, i, alone);
            for (int k = 0; k < slots; k++) {
                assertEquals(found[i * slots + k], alone[k], tolerance);
            }
            assertEquals(Math.min(1, Arrays.stream(alone).sum()), marginals.inclusion(config, pool, page, i), ARITHMETIC);
        }
    }

    @ParameterizedTest
    @EnumSource
    void vectors_anyPool_fillEachSlotOnceAndEachItemAtMostOnce(Policy policy) {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            DrawPool pool = RandomPools.next(random, policy, 80);
            int slots = pool.slateSize();
            int[] everybody = new int[pool.size()];
            Arrays.setAll(everybody, i -> i);
            double[] found = new double[pool.size() * slots];
            marginals.vectors(
                    Slates.config(policy, 0.1), pool, PageState.FIRST, everybody, everybody.length, found);
            for (int k = 0; k < slots; k++) {
                double sum = 0;
                for (int i : everybody) {
                    sum += found[i * slots + k];
                }
                assertEquals(1, sum, 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void positions_drawnSlate_areTheDiagonalAndOneWherePinned(Policy policy) {
        ExplorationConfig config = Slates.config(policy, 0.2);
        DrawPool pool = Slates.pool(policy, 8, 5, 1);
        double[] positions = new double[5];
        double[] vector = new double[5];
        explorer.draw(config, pool, PageState.FIRST, 17, draw);
        marginals.positions(config, pool, PageState.FIRST, Slates.of(draw), positions);
        assertEquals(1, positions[0]);
        for (int k = 0; k < 5; k++) {
            marginals.vector(config, pool, PageState.FIRST, draw.candidate(k), vector);
            assertEquals(vector[k], positions[k], QUADRATURE);
        }
    }

    @Test
    void vectors_plackettLuceOfExtremeLogits_areRight() {
        DrawPool pool = new DrawPool(6);
        pool.reset(3, 0);
        for (float logit : new float[] {1e4f, 0, -1e4f, 1e4f, 0, -1e4f}) {
            pool.add(0, logit);
        }
        double[] expected = {.5, .5, 0, 0, 0, .5, 0, 0, 0, .5, .5, 0, 0, 0, .5, 0, 0, 0};
        double[] found = new double[18];
        marginals.vectors(
                Slates.config(Policy.PLACKETT_LUCE, 0), pool, PageState.FIRST, new int[] {0, 1, 2, 3, 4, 5}, 6, found);
        for (int at = 0; at < 18; at++) {
            assertEquals(expected[at], found[at], 1e-9);
        }
    }

    @Test
    void vectors_candidateOutsideThePool_isRefused() {
        DrawPool pool = Slates.pool(Policy.GREEDY, 3, 2, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> marginals.vector(
                        Slates.config(Policy.GREEDY, 0), pool, PageState.FIRST, 3, new double[2]));
    }
}

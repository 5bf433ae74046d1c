package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplorerTest {
    private static final double ARITHMETIC = 1e-12;
    private static final double QUADRATURE = 1e-8;

    private final Explorer explorer = new Explorer();
    private final SlateDraw draw = new SlateDraw();

    @ParameterizedTest
    @EnumSource
    void assess_everySlate_sumsToOneAndPrefixesAreSumsOfSlates(Policy policy) {
        double tolerance = policy == Policy.THOMPSON ? QUADRATURE : ARITHMETIC;
        for (double floor : new double[] {0, 0.15, 1}) {
            for (int pinned : new int[] {0, 1, 3, 5}) {
                for (int[] shape : new int[][] {{1, 1}, {2, 2}, {5, 3}, {5, 5}, {3, 5}, {6, 4}}) {
                    assertSumsUp(
                            Slates.config(policy, floor),
                            Slates.pool(policy, shape[0], shape[1], pinned),
                            PageState.FIRST,
                            tolerance);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void assess_laterPage_sumsToOneUnderPosteriorWeights(Policy policy) {
        double tolerance = policy == Policy.THOMPSON ? QUADRATURE : ARITHMETIC;
        for (double odds : new double[] {-3, 0, 0.7, Double.NEGATIVE_INFINITY}) {
            assertSumsUp(
                    Slates.config(policy, 0.15),
                    Slates.pool(policy, 5, 3, 0),
                    new PageState(PageState.MAIN, odds),
                    tolerance);
        }
    }

    private void assertSumsUp(ExplorationConfig config, DrawPool pool, PageState page, double tolerance) {
        Map<List<Integer>, Double> sums = new HashMap<>();
        Map<List<Integer>, Double> claims = new HashMap<>();
        for (int[] slate : Slates.all(pool.size(), pool.slateSize())) {
            explorer.assess(config, pool, page, slate, draw);
            double joint = Math.exp(draw.lnJoint());
            List<Integer> items = Arrays.stream(slate).boxed().toList();
            for (int k = 0; k <= slate.length; k++) {
                sums.merge(items.subList(0, k), joint, Double::sum);
                claims.put(items.subList(0, k), k == 0 ? 1 : Math.exp(draw.lnPrefix(k - 1)));
            }
        }
        claims.forEach((prefix, claim) -> assertEquals(
                claim, sums.getOrDefault(prefix, 0.0), tolerance, () -> config + " " + prefix + " of " + pool.size()));
    }

    @ParameterizedTest
    @EnumSource
    void draw_manyTimes_agreesWithTheClaimedProbabilities(Policy policy) {
        int times = policy == Policy.THOMPSON ? 15_000 : 1_000_000;
        ExplorationConfig config = Slates.config(policy, 0.1);
        DrawPool pool = Slates.pool(policy, 5, 3, 0);
        Frequencies frequencies = new Frequencies();
        for (long seed = 0; seed < times; seed++) {
            explorer.draw(config, pool, PageState.FIRST, seed, draw);
            frequencies.add(draw);
        }
        frequencies.assertAgree(config, pool, PageState.FIRST);
        assertEquals(60, frequencies.meanInverse(), 60 * frequencies.inverseTolerance());
    }

    @ParameterizedTest
    @EnumSource
    void draw_twoPages_agreeWithConditionOnTheFirst(Policy policy) {
        int times = policy == Policy.THOMPSON ? 8_000 : 100_000;
        ExplorationConfig config = Slates.config(policy, 0.4);
        DrawPool first = Slates.pool(policy, 5, 2, 1);
        Map<List<Integer>, Frequencies> byFirst = new HashMap<>();
        Map<List<Integer>, PageState> states = new HashMap<>();
        SlateDraw second = new SlateDraw();
        for (long seed = 0; seed < times; seed++) {
            explorer.draw(config, first, PageState.FIRST, seed, draw);
            List<Integer> shown = Arrays.stream(Slates.of(draw)).boxed().toList();
            DrawPool rest = Slates.rest(first, Slates.of(draw), 2);
            explorer.draw(config, rest, draw.next(), ~seed, second);
            assertEquals(draw.component(), second.component());
            byFirst.computeIfAbsent(shown, s -> new Frequencies()).add(second);
            states.put(shown, draw.next());
        }
        byFirst.forEach((shown, frequencies) -> {
            int[] slate = shown.stream().mapToInt(i -> i).toArray();
            frequencies.assertAgree(config, Slates.rest(first, slate, 2), Objects.requireNonNull(states.get(shown)));
        });
        assertEquals(4, byFirst.size());
    }

    @ParameterizedTest
    @CsvSource({"PLACKETT_LUCE, 0.2", "UNIFORM, 0.2", "GREEDY, 0.2", "PLACKETT_LUCE, 0", "PLACKETT_LUCE, 1"})
    void assess_pagesOfOnePermutation_multiplyToThatOfTheWhole(Policy policy, double floor) {
        ExplorationConfig config = Slates.config(policy, floor);
        DrawPool whole = Slates.pool(policy, 6, 5, 1);
        DrawPool first = Slates.pool(policy, 6, 3, 1);
        SlateDraw page = new SlateDraw();
        for (long seed = 0; seed < 500; seed++) {
            explorer.draw(config, first, PageState.FIRST, seed, page);
            int[] shown = Slates.of(page);
            DrawPool rest = Slates.rest(first, shown, 2);
            SlateDraw next = new SlateDraw();
            explorer.draw(config, rest, page.next(), -seed, next);
            int[] both = Arrays.copyOf(shown, 5);
            both[3] = Slates.restOf(first, shown)[next.candidate(0)];
            both[4] = Slates.restOf(first, shown)[next.candidate(1)];
            explorer.assess(config, whole, PageState.FIRST, both, draw);
            assertEquals(draw.lnJoint(), page.lnJoint() + next.lnJoint(), 1e-9);
        }
    }

    @Test
    void draw_greedyWithFloor_tellsTheMixtureNotTheBranch() {
        ExplorationConfig config = Slates.config(Policy.GREEDY, 0.05);
        DrawPool pool = Slates.pool(Policy.GREEDY, 5, 2, 0);
        for (long seed = 0; seed < 200; seed++) {
            explorer.draw(config, pool, PageState.FIRST, seed, draw);
            boolean base = draw.candidate(0) == 0 && draw.candidate(1) == 1;
            assertEquals(base ? 0.95 + 0.05 / 20 : 0.05 / 20, Math.exp(draw.lnJoint()), ARITHMETIC);
            assertEquals(draw.lnJoint(), draw.lnConditional(0) + draw.lnConditional(1), ARITHMETIC);
            assertEquals(base, !draw.explored(0) && !draw.explored(1));
        }
    }

    @Test
    void lnOdds_bothRuledOut_aFloorWithoutWeightStaysRuledOut() {
        double never = Double.NEGATIVE_INFINITY;
        assertEquals(never, Explorer.lnOdds(never, never));
        assertEquals(never, Explorer.lnOdds(never, -3));
        assertEquals(Double.POSITIVE_INFINITY, Explorer.lnOdds(-3, never));
        assertEquals(2, Explorer.lnOdds(-3, -5));
    }

    @Test
    void draw_pinned_isCertainThere() {
        explorer.draw(Slates.config(Policy.UNIFORM, 0), Slates.pool(Policy.UNIFORM, 5, 3, 2), PageState.FIRST, 7, draw);
        assertTrue(draw.pinned(0) && draw.pinned(1));
        assertFalse(draw.pinned(2));
        assertEquals(0, draw.lnPrefix(1));
        assertEquals(Math.log(1.0 / 3), draw.lnJoint(), ARITHMETIC);
    }

    @Test
    void draw_emptyPoolOrNoSlots_isCertain() {
        for (Policy policy : Policy.values()) {
            for (DrawPool pool : List.of(Slates.pool(policy, 0, 3, 1), Slates.pool(policy, 4, 0, 2))) {
                explorer.draw(Slates.config(policy, 0.2), pool, PageState.FIRST, 1, draw);
                assertEquals(0, draw.size());
                assertEquals(0, draw.lnJoint());
                assertEquals(Math.log(0.25), draw.next().floorLogOdds(), ARITHMETIC);
            }
        }
    }

    @Test
    void draw_plackettLuceOfExtremeLogits_staysFiniteAndExact() {
        DrawPool pool = new DrawPool(6);
        pool.reset(6, 0);
        float[] logits = {1e4f, 0, -1e4f, 1e4f, 0, -1e4f};
        for (float logit : logits) {
            pool.add(0, logit);
        }
        for (long seed = 0; seed < 1000; seed++) {
            explorer.draw(Slates.config(Policy.PLACKETT_LUCE, 0), pool, PageState.FIRST, seed, draw);
            assertEquals(Math.log(0.125), draw.lnJoint(), ARITHMETIC);
        }
        explorer.assess(
                Slates.config(Policy.PLACKETT_LUCE, 0), pool, PageState.FIRST, new int[] {2, 5, 1, 4, 0, 3}, draw);
        assertEquals(
                -2e4 - Math.log(2) - (2e4 + Math.log(2)) - (1e4 + Math.log(2)) - (1e4 + Math.log(2)) - Math.log(2),
                draw.lnJoint(),
                1e-7);
    }

    @Test
    void draw_thompsonOfExtremeScores_staysFinite() {
        DrawPool pool = new DrawPool(6);
        pool.reset(4, 0);
        for (float score : new float[] {1e4f, 0, -1e4f, 1e4f, 0, -1e4f}) {
            pool.add(score, 0.5f);
        }
        for (long seed = 0; seed < 200; seed++) {
            explorer.draw(Slates.config(Policy.THOMPSON, 0), pool, PageState.FIRST, seed, draw);
            assertEquals(Math.log(0.25), draw.lnJoint(), 1e-8);
            assertEquals("quadrature", draw.propensityKind());
        }
    }

    @Test
    void draw_thompsonWithoutDeviation_ranksByScoreForCertain() {
        DrawPool pool = new DrawPool(4);
        pool.reset(3, 0);
        for (float score : new float[] {1, 3, 3, 2}) {
            pool.add(score, 0);
        }
        explorer.draw(Slates.config(Policy.THOMPSON, 0), pool, PageState.FIRST, 5, draw);
        assertArrayEquals(new int[] {1, 2, 3}, Slates.of(draw));
        assertEquals(0, draw.lnJoint());
        assertEquals("exact", draw.propensityKind());
    }

    @ParameterizedTest
    @EnumSource
    void draw_poolRebuiltFromFloats_isEqualBitForBit(Policy policy) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(11);
        for (int round = 0; round < 100; round++) {
            DrawPool pool = RandomPools.next(random, policy, 60);
            ExplorationConfig config = Slates.config(policy, random.nextInt(3) * 0.1);
            explorer.draw(config, pool, PageState.FIRST, round, draw);
            ExplorationConfig logged = ExplorationConfig.of(policy.wire(), config.parameters());
            DrawPool rebuilt = new DrawPool(0);
            rebuilt.reset(pool.slots(), pool.pinned());
            for (int i = 0; i < pool.size(); i++) {
                rebuilt.add((float) (double) pool.score(i), (float) (double) pool.logit(i));
            }
            SlateDraw again = new SlateDraw();
            new Explorer().draw(logged, rebuilt, PageState.FIRST, round, again);
            assertArrayEquals(Slates.of(draw), Slates.of(again));
            for (int k = 0; k < draw.size(); k++) {
                assertEquals(
                        Double.doubleToRawLongBits(draw.lnPrefix(k)), Double.doubleToRawLongBits(again.lnPrefix(k)));
                assertEquals(draw.team(k), again.team(k));
            }
            assertEquals(draw.next(), again.next());
        }
    }

    @ParameterizedTest
    @EnumSource
    void draw_anyPool_isAPermutationWithAProbabilityAboveZero(Policy policy) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        for (int round = 0; round < 400; round++) {
            DrawPool pool = RandomPools.next(random, policy, 150);
            ExplorationConfig config = Slates.config(policy, random.nextInt(3) * 0.5);
            explorer.draw(config, pool, PageState.FIRST, round, draw);
            assertEquals(
                    pool.slateSize(), Arrays.stream(Slates.of(draw)).distinct().count());
            for (int k = 0; k < draw.size(); k++) {
                assertTrue(draw.lnConditional(k) <= 1e-12 && draw.lnConditional(k) > -1e5, () -> config.toString());
                assertTrue(draw.candidate(k) < pool.size());
            }
        }
    }

    @Test
    void draw_teamDraft_alternatesTeamsAfterEachRound() {
        DrawPool pool = Slates.pool(Policy.TEAM_DRAFT, 8, 6, 0);
        for (long seed = 0; seed < 50; seed++) {
            explorer.draw(Slates.config(Policy.TEAM_DRAFT, 0), pool, PageState.FIRST, seed, draw);
            for (int k = 0; k < 6; k += 2) {
                assertEquals("ab".indexOf(draw.team(k)) + "ab".indexOf(draw.team(k + 1)), 1);
            }
        }
    }

    @Test
    void assess_slateWithACandidateTwice_isRefused() {
        DrawPool pool = Slates.pool(Policy.UNIFORM, 4, 2, 0);
        ExplorationConfig config = Slates.config(Policy.UNIFORM, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> explorer.assess(config, pool, PageState.FIRST, new int[] {1, 1}, draw));
        assertThrows(
                IllegalArgumentException.class,
                () -> explorer.assess(config, pool, PageState.FIRST, new int[] {1}, draw));
    }
}

package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanIndexTest {
    private final RandomGenerator random = new SplittableRandom(7);

    @ParameterizedTest
    @CsvSource({"1, 1", "17, 3", "500, 8", "1000, 64", "999, 50", "300, 130", "40, 1021", "5000, 24"})
    void search_randomAndHeavyTailedRows_equalsBruteForce(int rows, int dims) {
        for (double spread : new double[] {0, 0.5, 1.5}) {
            FactorMatrix items = Factors.clustered(rows, dims, spread, random);
            FactorMatrix queries = Factors.clustered(20, dims, 0.5, random);
            CandidateIndex index = index(items);
            CandidateIndex byNorm = new ScanIndex(ExactStore.of(items, ScanOrder.byNorm(items)), items);
            for (int q = 0; q < queries.rows(); q++) {
                float[] query = Factors.row(queries, q);
                for (int k : new int[] {1, 10, 100, 2000}) {
                    assertSameAsBruteForce(index, items, query, null, k);
                    assertSameAsBruteForce(byNorm, items, query, null, k);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.01, 0.1, 0.5, 0.95, 1})
    void search_filterOfAnyShare_equalsBruteForceOverAllowed(double share) {
        FactorMatrix items = Factors.clustered(2000, 24, 0.8, random);
        CandidateIndex index = index(items);
        for (int q = 0; q < 20; q++) {
            Bits allowed = new Bits(2000 + 77);
            for (int i = 0; i < allowed.size(); i++) {
                if (random.nextDouble() < share) {
                    allowed.set(i);
                }
            }
            assertSameAsBruteForce(index, items, Factors.row(items, q), allowed, 100);
        }
    }

    @Test
    void search_cosinesOfRowsAndQueriesUnder1_findsNearlyAllSooner() {
        FactorMatrix items = Factors.clustered(5_000, 32, 0.8, random);
        FactorMatrix queries = Factors.clustered(200, 32, 0.8, random);
        ScanIndex exact = new ScanIndex(ExactStore.of(items, ScanOrder.byDirection(items)), items);
        QuerySample sample = QuerySample.of(items, queries, 200);
        RecallGoal goal = RecallGoal.of(sample, exact, 0.95);

        CosineSearch.Found found = new CosineSearch(goal).search(exact).orElseThrow();

        assertTrue(found.cosines().rows().at10() < 1 && found.cosines().rests().at10() < 1);
        CandidateIndex scan = exact.withCosines(found.cosines());
        assertEquals(found.recallAt10(), goal.at10().recallOf(scan));
        assertTrue(found.recallAt10().holds(0.95) && found.recallAt100().holds(0.95));
        assertTrue(
                goal.at100().recallOf(exact.withCosines(cosines(0.01f, 1))).mean() < 0.9,
                "too small a one misses many");
        assertTrue(
                goal.at100().recallOf(exact.withCosines(cosines(1, 0.01f))).mean() < 0.9,
                "nor may blocks be passed over too soon");
    }

    private static ScanCosines cosines(float rows, float rests) {
        return new ScanCosines(new CosinePair(rows, rows), new CosinePair(rests, rests));
    }

    @Test
    void search_cosinesAndFewerThanTenWanted_isExact() {
        FactorMatrix items = Factors.clustered(2_000, 24, 0.8, random);
        CandidateIndex scan = new ScanIndex(ExactStore.of(items, ScanOrder.byDirection(items)), items)
                .withCosines(cosines(0.01f, 0.01f));
        assertSameAsBruteForce(scan, items, Factors.row(items, 3), null, 9);
    }

    @Test
    void search_cosinesAndFewerThanNineTenthsAllowed_isExact() {
        FactorMatrix items = Factors.clustered(2_000, 24, 0.8, random);
        CandidateIndex scan = new ScanIndex(ExactStore.of(items, ScanOrder.byDirection(items)), items)
                .withCosines(cosines(0.01f, 0.01f));
        Bits allowed = new Bits(2_000);
        for (int i = 0; i < 1_799; i++) {
            allowed.set(i);
        }
        assertSameAsBruteForce(scan, items, Factors.row(items, 3), allowed, 50);
    }

    @Test
    void search_manyEqualRows_breaksTiesByOrdinal() {
        FactorMatrix distinct = Factors.clustered(7, 16, 0, random);
        float[] flat = new float[3000 * 16];
        for (int r = 0; r < 3000; r++) {
            System.arraycopy(Factors.row(distinct, r % 7), 0, flat, r * 16, 16);
        }
        FactorMatrix items = FactorMatrix.ofRows(flat, 16);
        CandidateIndex index = index(items);
        for (int q = 0; q < 7; q++) {
            assertSameAsBruteForce(index, items, Factors.row(distinct, q), null, 600);
        }
    }

    @Test
    void search_zeroRowsAndZeroQuery_returnsLowestOrdinals() {
        FactorMatrix items = FactorMatrix.ofRows(new float[100 * 8], 8);
        CandidateIndex index = index(items);
        assertSameAsBruteForce(index, items, new float[8], null, 10);
        assertSameAsBruteForce(index, items, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, null, 10);
        FactorMatrix others = Factors.clustered(200, 8, 1, random);
        assertSameAsBruteForce(index(others), others, new float[8], null, 10);
    }

    @Test
    void search_onlyNegativeProducts_returnsTheLeastNegative() {
        float[] flat = new float[500 * 8];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = -(float) random.nextDouble() - 0.1f;
        }
        FactorMatrix items = FactorMatrix.ofRows(flat, 8);
        assertSameAsBruteForce(index(items), items, new float[] {1, 1, 1, 1, 1, 1, 1, 1}, null, 20);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-15f, 1e15f})
    void search_factorsOfAnyMagnitude_equalsBruteForce(float scale) {
        float[] flat = new float[400 * 8];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = scale * (float) random.nextGaussian();
        }
        FactorMatrix items = FactorMatrix.ofRows(flat, 8);
        for (int q = 0; q < 10; q++) {
            assertSameAsBruteForce(index(items), items, Factors.row(items, q), null, 20);
        }
    }

    @Test
    void search_oneValueFarAboveTheOthersOfItsBlock_equalsBruteForce() {
        float[] flat = new float[320 * 12];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = 1e-3f * (float) random.nextGaussian();
        }
        for (int row = 0; row < 320; row += 16) {
            flat[row * 12 + row / 16 % 12] = 1;
        }
        FactorMatrix items = FactorMatrix.ofRows(flat, 12);
        for (int q = 0; q < 20; q++) {
            assertSameAsBruteForce(index(items), items, Factors.row(items, q + 1), null, 50);
        }
    }

    @Test
    void search_noneWantedOrNoRows_returnsNothing() {
        FactorMatrix items = Factors.clustered(50, 8, 1, random);
        assertSameAsBruteForce(index(items), items, Factors.row(items, 0), null, 0);
        FactorMatrix none = FactorMatrix.ofRows(new float[0], 8);
        assertSameAsBruteForce(index(none), none, Factors.row(items, 0), null, 10);
    }

    static void assertSameAsBruteForce(
            CandidateIndex index, FactorMatrix items, float[] query, @Nullable Bits allowed, int k) {
        TopK found = new TopK(k);
        index.search(query, allowed, index.newScratch(), found);
        TopK expected = Factors.bruteForce(items, query, allowed, k);
        assertArrayEquals(expected.toOrdinals(), found.toOrdinals());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.score(i), found.score(i));
        }
    }

    private static CandidateIndex index(FactorMatrix items) {
        return new ScanIndex(ExactStore.of(items, ScanOrder.byDirection(items)), items);
    }
}

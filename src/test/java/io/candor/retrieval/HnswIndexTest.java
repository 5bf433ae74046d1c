package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HnswIndexTest {
    private static final int ROWS = 3000;
    private static final int DIMS = 24;

    private final SplittableRandom random = new SplittableRandom(11);
    private final FactorMatrix items = Factors.clustered(ROWS, DIMS, 0.6, random);
    private final FactorMatrix queries = Factors.clustered(100, DIMS, 0.3, random);
    private final EfPair ef = new EfPair(60, 200);

    private FlatGraph graph = emptyGraph();

    @BeforeAll
    void build(@TempDir Path directory) throws IOException {
        graph = GraphBuilder.build(items, 32, directory.resolve("shared.hnsw"));
    }

    private static FlatGraph emptyGraph() {
        return new FlatGraph(new FlatGraph.Layer(new int[0], new int[] {0}, new int[0]), new FlatGraph.Layer[0], 0);
    }

    @Test
    void search_unfiltered_findsNearlyAllOfTheTrueBest() {
        HnswIndex index = index(ef);
        for (int k : new int[] {10, 100}) {
            double found = 0;
            for (int q = 0; q < queries.rows(); q++) {
                found += recall(index, Factors.row(queries, q), null, k);
            }
            assertTrue(found / queries.rows() >= 0.98, "recall at " + k + " was " + found / queries.rows());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.1, 0.5, 0.89, 0.93, 0.99, 1})
    void search_filterOfAnyShare_returnsAllThereAreAndOnlyAllowed(double share) {
        HnswIndex index = index(ef);
        CandidateIndex.Scratch scratch = index.newScratch();
        for (int q = 0; q < 20; q++) {
            Bits allowed = new Bits(ROWS + 5);
            for (int i = 0; i < ROWS + 5; i++) {
                if (random.nextDouble() < share) {
                    allowed.set(i);
                }
            }
            for (int k : new int[] {1, 50, ROWS + 10}) {
                TopK found = new TopK(k);
                index.search(Factors.row(queries, q), allowed, scratch, found);
                assertEquals(Math.min(k, allowed.cardinalityBelow(ROWS)), found.size());
                for (int ordinal : found.toOrdinals()) {
                    assertTrue(allowed.get(ordinal));
                }
            }
        }
    }

    @Test
    void search_fewerThanNineTenthsAllowed_isExact() {
        HnswIndex index = index(new EfPair(10, 100));
        Bits allowed = Bits.full(ROWS);
        for (int i = 0; i < ROWS; i += 7) {
            allowed.clear(i);
        }
        for (int q = 0; q < 20; q++) {
            ScanIndexTest.assertSameAsBruteForce(index, items, Factors.row(queries, q), allowed, 100);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 10", "200, 50"})
    void search_bestRowsDeleted_keepsRecallAmongTheRest(int deleted, int k) {
        HnswIndex index = index(ef);
        double found = 0;
        for (int q = 0; q < queries.rows(); q++) {
            float[] query = Factors.row(queries, q);
            Bits allowed = Bits.full(ROWS);
            for (int ordinal : Factors.bruteForce(items, query, null, deleted).toOrdinals()) {
                allowed.clear(ordinal);
            }
            found += recall(index, query, allowed, k);
        }
        assertTrue(found / queries.rows() >= 0.98, "recall was " + found / queries.rows());
    }

    @Test
    void search_scores_areTheInnerProducts() {
        HnswIndex index = index(ef);
        TopK found = new TopK(20);
        float[] query = Factors.row(queries, 3);
        index.search(query, null, index.newScratch(), found);
        for (int i = 0; i < 20; i++) {
            assertEquals(items.dot(found.ordinal(i), query, 0), found.score(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void build_aHandfulOfRows_findsThemAll(int rows, @TempDir Path directory) throws IOException {
        FactorMatrix few = Factors.clustered(rows, 4, 0.5, random);
        FlatGraph built = GraphBuilder.build(few, 32, directory.resolve("few" + rows));
        HnswIndex index = HnswIndex.of(built, ef, exact(few));
        TopK found = new TopK(10);
        index.search(Factors.row(few, 0), null, index.newScratch(), found);
        assertEquals(rows, found.size());
    }

    @Test
    void reachability_byDecile_isAShareOfEach() {
        List<Double> shares = Reachability.byNormDecile(graph, items);
        assertEquals(10, shares.size());
        assertTrue(shares.stream().allMatch(s -> s >= 0 && s <= 1));
        assertTrue(shares.getFirst() > 0.9, shares.toString());
    }

    private double recall(HnswIndex index, float[] query, @Nullable Bits allowed, int k) {
        TopK found = new TopK(k);
        index.search(query, allowed, index.newScratch(), found);
        TopK truth = Factors.bruteForce(items, query, allowed, k);
        Bits right = new Bits(ROWS);
        for (int ordinal : truth.toOrdinals()) {
            right.set(ordinal);
        }
        int hits = 0;
        for (int ordinal : found.toOrdinals()) {
            hits += right.get(ordinal) ? 1 : 0;
        }
        return hits / (double) k;
    }

    private HnswIndex index(EfPair pair) {
        return HnswIndex.of(graph, pair, exact(items));
    }

    private static ScanIndex exact(FactorMatrix rows) {
        return new ScanIndex(ExactStore.of(rows, ScanOrder.byDirection(rows)), rows);
    }
}

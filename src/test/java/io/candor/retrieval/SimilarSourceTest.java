package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.ItemChange;
import io.candor.catalog.TestCatalogs;
import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimilarSourceTest {
    private static final int DIMS = 8;
    private static final int ITEMS = 2_000;
    private static final FactorMatrix ROWS = Factors.clustered(ITEMS, DIMS, 1, new SplittableRandom(9));
    private static final ItemVectors VECTORS = ItemVectors.over(ROWS);
    private static final double TYPICAL_NORM = Math.sqrt(IntStream.range(0, ITEMS)
            .mapToDouble(i -> (double) ROWS.norm(i) * ROWS.norm(i))
            .average()
            .orElseThrow());
    private static final int[] NEIGHBOURS = NeighbourBuilder.neighboursOf(ROWS);

    private final CandidateList found = new CandidateList(64);

    @Test
    void collect_oneSeed_isTheExactOrder() {
        Catalog catalog = TestCatalogs.ofSize(ITEMS, DIMS);
        SourceQuery query = query(catalog, null, 7);

        source(ROWS, NEIGHBOURS).collect(query, 20, found);

        assertArrayEquals(nearest(List.of(7), List.of(1.0), null, 20), ordinals());
        float[] unit = new float[DIMS];
        VECTORS.copyUnit(catalog.snapshot(), 7, unit, 0);
        assertEquals(
                VECTORS.similarity(catalog.snapshot(), found.ordinal(3), unit),
                found.strength(3, Source.SIMILAR),
                1e-5);
        assertFalse(found.contains(7));
    }

    @Test
    void collect_fewAllowed_isExactAmongThem() {
        Catalog catalog = TestCatalogs.ofSize(ITEMS, DIMS);
        Bits allowed = new Bits(ITEMS);
        IntStream.range(0, ITEMS).filter(i -> i % 50 == 0).forEach(allowed::set);

        source(ROWS, NEIGHBOURS).collect(query(catalog, allowed, 7, 100), 15, found);

        assertArrayEquals(nearest(List.of(7, 100), List.of(1.0, 0.8), allowed, 15), ordinals());
    }

    @Test
    void collect_noNeighbourFile_asksTheIndex() {
        Catalog catalog = TestCatalogs.ofSize(ITEMS, DIMS);

        new SimilarSource(NeighbourTable.none(), index(ROWS)).collect(query(catalog, null, 7), 20, found);

        assertEquals(20, found.size());
        int[] truth = nearest(List.of(7), List.of(1.0), null, 100);
        assertTrue(Arrays.stream(ordinals()).filter(o -> contains(truth, o)).count() >= 10);
    }

    @Test
    void collect_tailItemWithFactors_findsItsLikes() {
        Catalog catalog = TestCatalogs.ofSize(ITEMS, DIMS);
        Float[] copy =
                IntStream.range(0, DIMS).mapToObj(d -> 3 * ROWS.at(42, d)).toArray(Float[]::new);
        catalog.apply(List.of(new ItemChange.Put(TestCatalogs.withFactors(TestCatalogs.item("new", "", ""), copy))));
        Bits allowed = Bits.full(ITEMS + 1);
        IntStream.range(1_000, ITEMS).forEach(allowed::clear);

        source(ROWS, NEIGHBOURS).collect(query(catalog, allowed, ITEMS), 50, found);

        assertTrue(found.contains(42));
        float[] unit = new float[DIMS];
        VECTORS.copyUnit(catalog.snapshot(), 42, unit, 0);
        assertEquals(
                VECTORS.similarity(catalog.snapshot(), 42, unit),
                found.strength(found.indexOf(42), Source.SIMILAR),
                1e-5);
    }

    @Test
    void collect_seedWithoutVector_comparesLabels() {
        FactorMatrix none = FactorMatrix.ofRows(new float[6 * 2], 2);
        Catalog catalog = TestCatalogs.of(
                2,
                new float[] {0, 1, 5, 0, 9, 2},
                TestCatalogs.item("i0", "a b", "x"),
                TestCatalogs.item("i1", "a b", "x"),
                TestCatalogs.item("i2", "a b", "x"),
                TestCatalogs.item("i3", "a", ""),
                TestCatalogs.item("i4", "c", "y"),
                TestCatalogs.item("i5", "a c", "x"));
        SourceQuery query = new SourceQuery(catalog.snapshot(), ItemVectors.over(none), new QueryVector(2), null);
        query.addContext(0);

        source(none, NeighbourBuilder.neighboursOf(none)).collect(query, 4, found);

        assertArrayEquals(new int[] {2, 1, 5, 3}, ordinals());
        assertTrue(found.strength(0, Source.SIMILAR) <= 0.5f);
    }

    @Test
    void collect_withoutSeeds_addsNothing() {
        source(ROWS, NEIGHBOURS).collect(query(TestCatalogs.ofSize(ITEMS, DIMS), null), 5, found);
        assertEquals(0, found.size());
    }

    private static int[] nearest(List<Integer> seeds, List<Double> weights, @Nullable Bits allowed, int k) {
        double[] direction = new double[DIMS];
        for (int s = 0; s < seeds.size(); s++) {
            for (int d = 0; d < DIMS; d++) {
                direction[d] += weights.get(s) * ROWS.at(seeds.get(s), d) / ROWS.norm(seeds.get(s));
            }
        }
        TopK best = new TopK(k);
        for (int i = 0; i < ITEMS; i++) {
            double dot = 0;
            for (int d = 0; d < DIMS; d++) {
                dot += direction[d] * ROWS.at(i, d) / (ROWS.norm(i) + TYPICAL_NORM);
            }
            if (!seeds.contains(i) && dot > 0 && (allowed == null || allowed.get(i))) {
                best.offer(i, (float) dot);
            }
        }
        return best.toOrdinals();
    }

    private static SourceQuery query(Catalog catalog, @Nullable Bits allowed, int... seeds) {
        SourceQuery query = new SourceQuery(catalog.snapshot(), VECTORS, new QueryVector(DIMS), allowed);
        for (int seed : seeds) {
            query.addRecent(seed);
        }
        return query;
    }

    private static SimilarSource source(FactorMatrix rows, int[] neighbours) {
        NeighbourTable table =
                new NeighbourTable(MemorySegment.ofArray(neighbours), rows.rows(), NeighbourBuilder.K, () -> {});
        return new SimilarSource(table, index(rows));
    }

    private static CandidateIndex index(FactorMatrix rows) {
        return new ScanIndex(ExactStore.of(rows, ScanOrder.byDirection(rows)), rows);
    }

    private static boolean contains(int[] values, int value) {
        return Arrays.stream(values).anyMatch(v -> v == value);
    }

    private int[] ordinals() {
        return IntStream.range(0, found.size()).map(found::ordinal).toArray();
    }
}

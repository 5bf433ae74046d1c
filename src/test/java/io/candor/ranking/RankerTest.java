package io.candor.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.Item;
import io.candor.catalog.TestCatalogs;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.ItemVectors;
import io.candor.retrieval.LabelOverlap;
import io.candor.retrieval.QueryVector;
import io.candor.retrieval.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores are the items' boosts here, so that the order is plain to see. */
class RankerTest {
    private final CandidateList candidates = new CandidateList(4);
    private final RankedList ranked = new RankedList(1);
    private final Ranker ranker = new Ranker(1);

    @Test
    void rank_noDiversity_ordersByScoreThenOrdinal() {
        Catalog catalog = boosted(1, 3, 2, 3, 0);
        offer(4, 3, 2, 1, 0);

        rank(catalog, zeros(5), diversity(1, 0, 0), 4);

        assertArrayEquals(new int[] {1, 3, 2, 0}, order());
        assertEquals(3, ranked.score(1));
        assertEquals(Source.POPULAR.bit(), ranked.sources(0));
        assertEquals(3, candidates.ordinal(ranked.candidate(1)));
    }

    @Test
    void rank_fewerCandidatesThanLimit_returnsAll() {
        Catalog catalog = boosted(1, 2);
        rank(catalog, zeros(2), diversity(0.5, 1, 1), 10);
        assertEquals(0, ranked.size());
        offer(0, 1);
        rank(catalog, zeros(2), diversity(0.5, 1, 1), 10);
        assertArrayEquals(new int[] {1, 0}, order());
        rank(catalog, zeros(2), diversity(0.5, 1, 1), 0);
        assertEquals(0, ranked.size());
    }

    @Test
    void rank_marginalRelevance_isTheHandComputedOrder() {
        // Relevance 1, 0.9, 0.8, 0; i0 and i1 point the same way, i2 across, i3 the other way.
        Catalog catalog = boosted(10, 9, 8, 0);
        FactorMatrix vectors = FactorMatrix.ofRows(new float[] {2, 0, 1, 0, 0, 5, -1, 0}, 2);
        offer(0, 1, 2, 3);

        // i1: 0.5·0.9 − 0.5·1 = −0.05; i2: 0.5·0.8 − 0 = 0.4; i3: 0, before i1.
        rank(catalog, vectors, diversity(0.5, 0, 0), 4);
        assertArrayEquals(new int[] {0, 2, 3, 1}, order());

        // i1: 0.9·0.9 − 0.1·1 = 0.71; i2: 0.9·0.8 = 0.72.
        rank(catalog, vectors, diversity(0.9, 0, 0), 4);
        assertArrayEquals(new int[] {0, 2, 1, 3}, order());

        // i1: 0.95·0.9 − 0.05 = 0.805; i2: 0.76.
        rank(catalog, vectors, diversity(0.95, 0, 0), 4);
        assertArrayEquals(new int[] {0, 1, 2, 3}, order());
    }

    @Test
    void rank_withoutVectors_comparesCategories() {
        Catalog catalog = TestCatalogs.ofSize(
                3, 2, labelled("i0", "a b", "", 10), labelled("i1", "a b", "", 9), labelled("i2", "c", "", 8));
        offer(0, 1, 2);

        rank(catalog, zeros(3), diversity(0.5, 0, 0), 3);

        assertArrayEquals(new int[] {0, 2, 1}, order());
    }

    @Test
    void rank_caps_holdAndBreakOnlyWhenNothingElseIsLeft() {
        Catalog catalog = TestCatalogs.ofSize(
                5,
                2,
                labelled("i0", "a", "x", 10),
                labelled("i1", "a", "y", 9),
                labelled("i2", "a", "z", 8),
                labelled("i3", "b", "x", 7),
                labelled("i4", "b", "y", 6));
        offer(0, 1, 2, 3, 4);

        rank(catalog, zeros(5), diversity(1, 1, 0), 2);
        assertArrayEquals(new int[] {0, 3}, order());
        assertEquals(0, ranked.capBreaks());

        rank(catalog, zeros(5), diversity(1, 2, 0), 4);
        assertArrayEquals(new int[] {0, 1, 3, 4}, order());
        assertEquals(0, ranked.capBreaks());

        rank(catalog, zeros(5), diversity(1, 1, 1), 3);
        assertArrayEquals(new int[] {0, 4, 1}, order());
        assertEquals(1, ranked.capBreaks());
    }

    @Test
    void rank_poolOfOneCategory_looksBeyondThePoolBeforeBreakingACap() {
        Item[] items = IntStream.range(0, 40)
                .mapToObj(i -> labelled("i" + i, i == 37 ? "rare" : "common", "", 100 - i))
                .toArray(Item[]::new);
        Catalog catalog = TestCatalogs.ofSize(40, 2, items);
        IntStream.range(0, 40).forEach(this::offer);

        rank(catalog, zeros(40), new DiversityConfig(1, 1, 0, 10), 3);

        assertArrayEquals(new int[] {0, 37, 1}, order());
        assertEquals(1, ranked.capBreaks());
    }

    @Test
    void rank_random_agreesWithThePlainDefinition() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 60; round++) {
            int n = 1 + random.nextInt(60);
            int dims = 3;
            float[] flat = new float[n * dims];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = i / dims % 5 == 0 ? 0 : random.nextFloat() - 0.5f;
            }
            Item[] items = IntStream.range(0, n)
                    .mapToObj(i ->
                            labelled("i" + i, "c" + random.nextInt(6), "m" + random.nextInt(9), random.nextInt(20)))
                    .toArray(Item[]::new);
            Catalog catalog = TestCatalogs.ofSize(n, dims, items);
            candidates.clear();
            random.ints(n, 0, n).distinct().forEach(this::offer);
            DiversityConfig config = new DiversityConfig(
                    random.nextInt(5) / 4.0, random.nextInt(4), random.nextInt(4), 1 + random.nextInt(70));
            int limit = random.nextInt(n + 5);
            FactorMatrix vectors = FactorMatrix.ofRows(flat, dims);

            rank(catalog, vectors, config, limit);

            List<Integer> expected = plainOrder(query(catalog, vectors, config), config, limit);
            assertEquals(expected, IntStream.of(order()).boxed().toList(), "round " + round);
        }
    }

    /** Greedy selection as the definition says, without laziness. */
    private List<Integer> plainOrder(RankingQuery query, DiversityConfig config, int limit) {
        CatalogSnapshot catalog = query.catalog();
        List<Integer> byScore = IntStream.range(0, candidates.size())
                .mapToObj(candidates::ordinal)
                .sorted((a, b) -> catalog.boost(a) == catalog.boost(b)
                        ? Integer.compare(a, b)
                        : Double.compare(catalog.boost(b), catalog.boost(a)))
                .toList();
        int wanted = Math.min(limit, byScore.size());
        if (config.lambda() == 1 && config.maxPerCategory() == 0 && config.maxPerCreator() == 0) {
            return byScore.subList(0, wanted);
        }
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < wanted) {
            List<Integer> left =
                    byScore.stream().filter(o -> !chosen.contains(o)).toList();
            List<Integer> pool = byScore.subList(0, Math.min(config.pool(), byScore.size())).stream()
                    .filter(left::contains)
                    .toList();
            List<Integer> free =
                    pool.stream().filter(o -> fits(catalog, config, chosen, o)).toList();
            int next;
            if (!free.isEmpty()) {
                next = bestOf(free, byScore, chosen, query, config);
            } else {
                next = left.stream()
                        .filter(o -> !pool.contains(o) && fits(catalog, config, chosen, o))
                        .findFirst()
                        .orElseGet(
                                () -> pool.isEmpty() ? left.getFirst() : bestOf(pool, byScore, chosen, query, config));
            }
            chosen.add(next);
        }
        return chosen;
    }

    private static int bestOf(
            List<Integer> pool,
            List<Integer> byScore,
            List<Integer> chosen,
            RankingQuery query,
            DiversityConfig config) {
        double top = query.catalog().boost(byScore.getFirst());
        double spread = top - query.catalog().boost(byScore.get(Math.min(100, byScore.size()) - 1));
        int best = -1;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int o : pool) {
            double relevance = spread > 0 ? (query.catalog().boost(o) - (top - spread)) / spread : 0;
            double like = chosen.stream()
                    .mapToDouble(c -> likeness(query, o, c))
                    .max()
                    .orElse(0);
            double value = config.lambda() * relevance - (1 - config.lambda()) * like;
            if (value > bestValue + 1e-9) {
                bestValue = value;
                best = o;
            }
        }
        return best;
    }

    private static double likeness(RankingQuery query, int a, int b) {
        float[] first = new float[query.vectors().dims()];
        float[] second = new float[query.vectors().dims()];
        if (query.vectors().copyUnit(query.catalog(), a, first, 0)
                && query.vectors().copyUnit(query.catalog(), b, second, 0)) {
            double dot = 0;
            for (int d = 0; d < first.length; d++) {
                dot += (double) first[d] * second[d];
            }
            return Math.max(0, dot);
        }
        return LabelOverlap.of(query.catalog(), a, b);
    }

    private static boolean fits(CatalogSnapshot catalog, DiversityConfig config, List<Integer> chosen, int ordinal) {
        Map<String, Integer> counts = new HashMap<>();
        for (int o : chosen) {
            catalog.itemAt(o).categories().forEach(c -> counts.merge("c" + c, 1, Integer::sum));
            catalog.itemAt(o).creators().forEach(c -> counts.merge("m" + c, 1, Integer::sum));
        }
        Item item = catalog.itemAt(ordinal);
        return (config.maxPerCategory() == 0
                        || item.categories().stream()
                                .allMatch(c -> counts.getOrDefault("c" + c, 0) < config.maxPerCategory()))
                && (config.maxPerCreator() == 0
                        || item.creators().stream()
                                .allMatch(c -> counts.getOrDefault("m" + c, 0) < config.maxPerCreator()));
    }

    private void offer(int... ordinals) {
        for (int ordinal : ordinals) {
            candidates.add(ordinal, 0, Source.POPULAR);
        }
    }

    private void rank(Catalog catalog, FactorMatrix vectors, DiversityConfig diversity, int limit) {
        ranker.rank(query(catalog, vectors, diversity), candidates, limit, limit, ranked);
        assertTrue(ranked.size() <= limit);
    }

    private static RankingQuery query(Catalog catalog, FactorMatrix vectors, DiversityConfig diversity) {
        RankingConfig config =
                new RankingConfig(0, Duration.ofDays(1), 0, 0, new SourceWeights(0, 0, 0, 0, 0), diversity);
        return new RankingQuery(
                config,
                catalog.snapshot(),
                ItemVectors.over(vectors),
                FloatColumn.of(new float[vectors.rows()]),
                new QueryVector(vectors.dims()),
                0,
                0,
                Damping.NONE);
    }

    private static DiversityConfig diversity(double lambda, int maxPerCategory, int maxPerCreator) {
        return new DiversityConfig(lambda, maxPerCategory, maxPerCreator, 500);
    }

    private static Catalog boosted(double... boosts) {
        Item[] items = IntStream.range(0, boosts.length)
                .mapToObj(i -> labelled("i" + i, "", "", boosts[i]))
                .toArray(Item[]::new);
        return TestCatalogs.ofSize(boosts.length, 2, items);
    }

    private static Item labelled(String id, String categories, String creators, double boost) {
        return TestCatalogs.item(id, categories, creators, CatalogSnapshot.NO_DATE, boost);
    }

    private static FactorMatrix zeros(int rows) {
        return FactorMatrix.ofRows(new float[rows * 2], 2);
    }

    private int[] order() {
        return IntStream.range(0, ranked.size()).map(ranked::ordinal).toArray();
    }
}

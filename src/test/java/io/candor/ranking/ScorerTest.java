package io.candor.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.Season;
import io.candor.catalog.TestCatalogs;
import io.candor.catalog.TimeWindow;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.ItemVectors;
import io.candor.retrieval.QueryVector;
import io.candor.retrieval.Source;
import java.time.Duration;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY = 86_400_000L;
    private static final FactorMatrix ITEMS = FactorMatrix.ofRows(new float[] {1, 2, 0, 0, -3, 1}, 2);
    private static final FactorMatrix USERS = FactorMatrix.ofRows(new float[] {0.5f, 0.25f, 0, 0}, 2);
    private static final FloatColumn BIAS = FloatColumn.of(new float[] {0.125f, 0.25f, -1});

    private final Catalog catalog = TestCatalogs.of(2, new float[] {0, 7, 3}, seasonal("i0", NOW - 60 * DAY, 0.5));
    private final QueryVector user = new QueryVector(2);
    private final CandidateList candidates = new CandidateList(8);
    private final Scorer scorer = new Scorer();

    private static final RankingConfig CONFIG = new RankingConfig(
            0.4, Duration.ofDays(30), 2, 0.0625, new SourceWeights(1, 0.5, 0.25, 0, 0), DiversityConfig.defaults());

    @Test
    void explain_knownUserAndItem_isTheHandComputedSum() {
        user.set(USERS, 0);
        candidates.add(0, 0.5f, Source.SIMILAR);
        candidates.add(0, 1f, Source.TRENDING);

        Explanation explanation = scorer.explain(query(CONFIG, 0.75, o -> 0.5), candidates, 0);

        double sum = 1 + 0.125 + 0.75 + 0.4 / 4 + 0.5 + 0.0625 + (0.5 + 0.25);
        Map<String, Double> terms = explanation.terms();
        assertEquals(
                List.of("dot", "item_bias", "user_bias", "recency", "boost", "season", "sources", "damping"),
                List.copyOf(terms.keySet()));
        assertEquals(1, terms.getOrDefault("dot", Double.NaN));
        assertEquals(0.1, terms.getOrDefault("recency", Double.NaN), 1e-12);
        assertEquals(0.75, terms.getOrDefault("sources", Double.NaN), 1e-12);
        assertEquals(-sum / 2, terms.getOrDefault("damping", Double.NaN), 1e-12);
        assertEquals(sum / 2, explanation.score(), 1e-12);
    }

    @Test
    void score_popularityExponent_takesLogPopularityBack() {
        candidates.add(1, 0, Source.POPULAR);
        candidates.add(2, 0, Source.POPULAR);

        RankingQuery query = query(CONFIG, 0, Damping.NONE);

        assertEquals(0.25 - 2 * Math.log(8), score(query, 0), 1e-12);
        assertEquals(-1 - 2 * Math.log(4), score(query, 1), 1e-12);
    }

    @Test
    void score_damping_lowersNegativeScoresToo() {
        candidates.add(2, 0, Source.POPULAR);
        RankingConfig plain = RankingConfig.defaults();

        assertEquals(-1, score(query(plain, 0, Damping.NONE), 0), 1e-12);
        assertEquals(-1.75, score(query(plain, 0, o -> 0.25), 0), 1e-12);
    }

    @Test
    void score_datedAhead_countsAsPublishedNow() {
        catalog.apply(List.of(new ItemChange.Put(TestCatalogs.item("i1", "", "", NOW + DAY, 0))));
        candidates.add(1, 0, Source.FRESH);

        assertEquals(
                0.4,
                scorer.explain(query(CONFIG, 0, Damping.NONE), candidates, 0)
                        .terms()
                        .getOrDefault("recency", Double.NaN));
    }

    @Test
    void score_tailItem_usesItsOwnFactorsAndNoBias() {
        catalog.apply(List.of(
                new ItemChange.Put(TestCatalogs.withFactors(TestCatalogs.item("new", "", ""), 4f, 8f)),
                new ItemChange.Put(TestCatalogs.item("bare", "", ""))));
        user.set(USERS, 0);
        candidates.add(3, 0, Source.FRESH);
        candidates.add(4, 0, Source.FRESH);

        assertEquals(4, score(query(RankingConfig.defaults(), 0, Damping.NONE), 0));
        assertEquals(0, score(query(RankingConfig.defaults(), 0, Damping.NONE), 1));
    }

    @Test
    void explain_userWithoutVector_hasNoDot() {
        user.set(USERS, 1);
        candidates.add(0, 0, Source.POPULAR);

        assertEquals(
                false,
                scorer.explain(query(CONFIG, 0, Damping.NONE), candidates, 0)
                        .terms()
                        .containsKey("dot"));
    }

    @Test
    void explain_random_termsAddUpToTheScore() {
        SplittableRandom random = new SplittableRandom(5);
        user.set(USERS, 0);
        for (int round = 0; round < 500; round++) {
            candidates.clear();
            candidates.add(random.nextInt(3), random.nextFloat(), Source.values()[random.nextInt(7)]);
            RankingConfig config = new RankingConfig(
                    random.nextDouble(-5, 5),
                    Duration.ofMinutes(1 + random.nextInt(1_000_000)),
                    random.nextDouble(2),
                    random.nextDouble(-1, 1),
                    SourceWeights.defaults(),
                    DiversityConfig.defaults());
            double damping = random.nextDouble();
            RankingQuery query = query(config, random.nextDouble(-9, 9), o -> damping);

            Explanation explanation = scorer.explain(query, candidates, 0);

            double sum =
                    explanation.terms().values().stream().mapToDouble(t -> t).sum();
            assertEquals(explanation.score(), sum, 1e-9);
            assertEquals(explanation.score(), score(query, 0));
        }
    }

    private double score(RankingQuery query, int candidate) {
        double[] scores = new double[candidates.size()];
        scorer.score(query, candidates, scores);
        return scores[candidate];
    }

    @Test
    void config_outOfBounds_saysValueAndBound() {
        assertEquals(
                "popularity_exponent must be 0 to 2.0, was 2.5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new RankingConfig(
                                        0,
                                        Duration.ofDays(1),
                                        2.5,
                                        0,
                                        SourceWeights.defaults(),
                                        DiversityConfig.defaults()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new SourceWeights(Double.NaN, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new DiversityConfig(1.01, 0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new DiversityConfig(Double.NaN, 0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new DiversityConfig(1, -1, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new DiversityConfig(1, 0, 0, 0));
    }

    private RankingQuery query(RankingConfig config, double userBias, Damping damping) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return new RankingQuery(config, snapshot, ItemVectors.over(ITEMS), BIAS, user, userBias, NOW, damping);
    }

    private static Item seasonal(String id, long publishedAt, double boost) {
        return new Item(
                id,
                List.of(),
                List.of(),
                OptionalLong.of(publishedAt),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(new Season(MonthDay.of(1, 1), MonthDay.of(12, 31))),
                boost,
                Map.of(),
                List.of());
    }
}

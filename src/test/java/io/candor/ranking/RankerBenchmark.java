package io.candor.ranking;

import io.candor.catalog.Catalog;
import io.candor.catalog.Item;
import io.candor.catalog.TestCatalogs;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.GeneratedFactors;
import io.candor.retrieval.ItemVectors;
import io.candor.retrieval.QueryVector;
import io.candor.retrieval.Source;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scores and orders 200 candidates of 64 dimensions, all of them, as for a draw; and spreads 20 of them. */
@State(Scope.Thread)
public class RankerBenchmark {
    private static final int CANDIDATES = 200;
    private static final int DIMS = 64;
    private static final int LIMIT = 20;

    /** Relevance against novelty; 1 is off. */
    @Param({"1.0", "0.7"})
    public double lambda;

    private final CandidateList candidates = new CandidateList(CANDIDATES);
    private final RankedList ranked = new RankedList(CANDIDATES);
    private final Ranker ranker = new Ranker(CANDIDATES);
    private final FactorMatrix vectors = new GeneratedFactors(DIMS, 1).rows(CANDIDATES + 1);
    private RankingQuery query = query(RankingConfig.defaults());

    @Setup
    public void prepare() {
        DiversityConfig spread = new DiversityConfig(lambda, 0, 0, 500);
        RankingConfig base = RankingConfig.defaults();
        query = query(new RankingConfig(
                base.recencyWeight(),
                base.recencyHalfLife(),
                base.popularityExponent(),
                base.seasonBoost(),
                base.sources(),
                spread));
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(i, 0, i % 4 == 0 ? Source.POPULAR : Source.PERSONALISED);
        }
    }

    private RankingQuery query(RankingConfig config) {
        Item[] items = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> TestCatalogs.item("i" + i, "c" + i % 5, "m" + i % 40, 1_700_000_000_000L, 0))
                .toArray(Item[]::new);
        Catalog catalog = TestCatalogs.ofSize(CANDIDATES + 1, DIMS, items);
        QueryVector user = new QueryVector(DIMS);
        user.set(vectors, CANDIDATES);
        FloatColumn bias = FloatColumn.of(new float[CANDIDATES + 1]);
        return new RankingQuery(
                config, catalog.snapshot(), ItemVectors.over(vectors), bias, user, 0, 1_772_366_400_000L, Damping.NONE);
    }

    @Benchmark
    public RankedList rank() {
        ranker.rank(query, candidates, CANDIDATES, LIMIT, ranked);
        return ranked;
    }
}

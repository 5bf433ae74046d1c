package io.candor.ranking;

import io.candor.retrieval.CandidateList;
import java.util.Arrays;

/**
 * Scores candidates and chooses the order of a slate; see {@link Scorer} for the score and {@link Diversifier} for the order.
 *
 * <p>Belongs to one thread. {@link #reserve} (or the constructor) fixes how many candidates it ranks without allocation;
 * more still work, at the price of one growth.
 */
public final class Ranker {
    private final Scorer scorer = new Scorer();
    private final Diversifier diversifier = new Diversifier();
    private final ScoreOrder order = new ScoreOrder();
    private double[] scores = {};

    /** Creates a ranker with scratch for {@code candidates} candidates. */
    public Ranker(int candidates) {
        reserve(candidates);
    }

    public void reserve(int candidates) {
        if (candidates > scores.length) {
            scores = Arrays.copyOf(scores, candidates);
        }
        order.reserve(candidates);
    }

    /**
     * Replaces the content of {@code into} by the best {@code limit} candidates, or by all when there are fewer.
     *
     * @param candidates what to rank; missing inner products are filled in
     * @param limit 0 or more
     * @param diversified how many places are diversified, at most {@value Diversifier#DEPTH}; beyond, the order is that of the
     *     scores
     */
    public void rank(RankingQuery query, CandidateList candidates, int limit, int diversified, RankedList into) {
        reserve(candidates.size());
        scorer.score(query, candidates, scores);
        order.sort(candidates, scores);
        into.clear();
        into.reserve(Math.min(limit, candidates.size()));
        diversifier.select(query, order, limit, diversified, into);
    }

    /** Returns the terms of a candidate's score; they add up to what {@link #rank} gave it. */
    public Explanation explain(RankingQuery query, CandidateList candidates, int candidate) {
        return scorer.explain(query, candidates, candidate);
    }
}

package io.candor.ranking;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.FloatColumn;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.Source;
import java.util.Arrays;

/**
 * The scores of candidates, in double precision:
 *
 * <pre>
 *   s     = ⟨u, x⟩ + b_x + b_u + w_r·2^(−age/h) − β·ln(1 + n_x) + boost_x + season_x + Σ_s w_s·strength_s
 *   score = s − (1 − d_x)·|s|
 * </pre>
 *
 * u, x: vectors of user and item; b: biases; w_r, h: weight and half-life of recency (an item without a date has none, one
 * dated ahead has age 0); β: popularity exponent; n_x: occurrences in the training data; w_s: source weights; d_x: damping,
 * 1 for none.
 *
 * <p>Source: Steck, "Item popularity and recommendation accuracy", 2011, section 4, where the weight of an item falls with
 * a power of its popularity. Differs: applied to the score when ranking instead of to the loss when training, where the power
 * is a multiple of the logarithm; 1 is added so that items that never occurred stay finite. Damping takes a share of |s|, so
 * that it lowers negative scores too.
 *
 * <p>Goes through the candidates once for each term: what a term needs of them lies anywhere in a large catalogue, and so is
 * fetched from memory together. Not thread-safe; allocates only explanations.
 */
final class Scorer {
    private static final Source[] SOURCES = Source.values();
    private static final Term[] TERMS = Term.values();

    private final double[] one = new double[1];

    /** Writes the scores of all candidates into the beginning of {@code scores}; computes inner products that no source has. */
    void score(RankingQuery query, CandidateList candidates, double[] scores) {
        int size = candidates.size();
        Arrays.fill(scores, 0, size, 0);
        for (Term term : TERMS) {
            add(term, query, candidates, 0, size, scores);
        }
    }

    /** Returns the terms of the same score of one candidate. */
    Explanation explain(RankingQuery query, CandidateList candidates, int candidate) {
        double[] terms = new double[Term.COUNT];
        double sum = 0;
        for (Term term : TERMS) {
            if (term == Term.DAMPING) {
                terms[term.ordinal()] = damping(query, candidates.ordinal(candidate), sum);
            } else {
                one[0] = 0;
                add(term, query, candidates, candidate, candidate + 1, one);
                terms[term.ordinal()] = one[0];
            }
            sum += terms[term.ordinal()];
        }
        return Explanation.of(sum, terms);
    }

    /** Adds a term of the candidates {@code from..to-1} to {@code sums[0..]}, which have the terms before it. */
    private static void add(Term term, RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        switch (term) {
            case DOT -> addDots(query, candidates, from, to, sums);
            case ITEM_BIAS -> addItemBiases(query.itemBias(), candidates, from, to, sums);
            case USER_BIAS -> addEverywhere(query.userBias(), to - from, sums);
            case RECENCY -> addRecency(query, candidates, from, to, sums);
            case POPULARITY -> addPopularity(query, candidates, from, to, sums);
            case BOOST -> addBoosts(query.catalog(), candidates, from, to, sums);
            case SEASON -> addSeasons(query, candidates, from, to, sums);
            case SOURCES -> addSources(query.config().sources(), candidates, from, to, sums);
            case DAMPING -> addDamping(query, candidates, from, to, sums);
        }
    }

    private static void addDots(RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        if (!query.user().isPresent()) {
            return;
        }
        for (int i = from; i < to; i++) {
            if (Float.isNaN(candidates.dot(i))) {
                float[] user = query.user().values();
                candidates.setDot(i, query.vectors().dot(query.catalog(), candidates.ordinal(i), user));
            }
            sums[i - from] += candidates.dot(i);
        }
    }

    private static void addItemBiases(FloatColumn biases, CandidateList candidates, int from, int to, double[] sums) {
        for (int i = from; i < to; i++) {
            int ordinal = candidates.ordinal(i);
            sums[i - from] += ordinal < biases.size() ? biases.at(ordinal) : 0;
        }
    }

    private static void addEverywhere(double value, int count, double[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] += value;
        }
    }

    private static void addRecency(RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        double weight = query.config().recencyWeight();
        double halfLife = query.config().recencyHalfLife().toMillis();
        for (int i = from; i < to && weight != 0; i++) {
            long published = query.catalog().publishedAt(candidates.ordinal(i));
            sums[i - from] += ItemWeights.recency(weight, halfLife, query.nowMillis(), published);
        }
    }

    private static void addPopularity(RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        double exponent = query.config().popularityExponent();
        for (int i = from; i < to && exponent != 0; i++) {
            sums[i - from] += ItemWeights.popularity(exponent, query.catalog().popularity(candidates.ordinal(i)));
        }
    }

    private static void addBoosts(CatalogSnapshot catalog, CandidateList candidates, int from, int to, double[] sums) {
        for (int i = from; i < to; i++) {
            sums[i - from] += catalog.boost(candidates.ordinal(i));
        }
    }

    private static void addSeasons(RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        double boost = query.config().seasonBoost();
        for (int i = from; i < to && boost != 0; i++) {
            sums[i - from] += ItemWeights.season(boost, query.catalog().seasonal(candidates.ordinal(i)));
        }
    }

    private static void addSources(SourceWeights weights, CandidateList candidates, int from, int to, double[] sums) {
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int mask = candidates.sources(i); mask != 0; mask &= mask - 1) {
                Source source = SOURCES[Integer.numberOfTrailingZeros(mask)];
                sum += weights.of(source) * candidates.strength(i, source);
            }
            sums[i - from] += sum;
        }
    }

    private static void addDamping(RankingQuery query, CandidateList candidates, int from, int to, double[] sums) {
        for (int i = from; i < to; i++) {
            sums[i - from] += damping(query, candidates.ordinal(i), sums[i - from]);
        }
    }

    private static double damping(RankingQuery query, int ordinal, double undamped) {
        return (query.damping().at(ordinal) - 1) * Math.abs(undamped);
    }
}

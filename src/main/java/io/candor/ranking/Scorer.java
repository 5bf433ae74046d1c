package io.candor.ranking;

import io.candor.catalog.CatalogSnapshot;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.Source;

/**
 * The score of a candidate, in double precision:
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
 * <p>Package-private state is the scratch of one thread; not thread-safe, allocates only explanations.
 */
final class Scorer {
    private static final double LN_2 = Math.log(2);
    private static final Source[] SOURCES = Source.values();

    private final double[] terms = new double[Term.COUNT];

    /** Returns the score of candidate {@code i}; computes its inner product when no source has. */
    double score(RankingQuery query, CandidateList candidates, int i) {
        RankingConfig config = query.config();
        CatalogSnapshot catalog = query.catalog();
        int ordinal = candidates.ordinal(i);
        terms[Term.DOT.ordinal()] = dot(query, candidates, i);
        terms[Term.ITEM_BIAS.ordinal()] =
                ordinal < query.itemBias().size() ? query.itemBias().at(ordinal) : 0;
        terms[Term.USER_BIAS.ordinal()] = query.userBias();
        terms[Term.RECENCY.ordinal()] = recency(config, catalog.publishedAt(ordinal), query.nowMillis());
        terms[Term.POPULARITY.ordinal()] = popularity(config, catalog.popularity(ordinal));
        terms[Term.BOOST.ordinal()] = catalog.boost(ordinal);
        terms[Term.SEASON.ordinal()] = catalog.seasonal(ordinal) ? config.seasonBoost() : 0;
        terms[Term.SOURCES.ordinal()] = sources(config.sources(), candidates, i);
        terms[Term.DAMPING.ordinal()] = 0;
        double undamped = sum();
        terms[Term.DAMPING.ordinal()] = (query.damping().at(ordinal) - 1) * Math.abs(undamped);
        return sum();
    }

    /** Returns the terms of the same score. */
    Explanation explain(RankingQuery query, CandidateList candidates, int i) {
        return Explanation.of(score(query, candidates, i), terms);
    }

    private double sum() {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }

    private static double dot(RankingQuery query, CandidateList candidates, int i) {
        if (!query.user().isPresent()) {
            return 0;
        }
        if (Float.isNaN(candidates.dot(i))) {
            candidates.setDot(
                    i,
                    query.vectors()
                            .dot(
                                    query.catalog(),
                                    candidates.ordinal(i),
                                    query.user().values()));
        }
        return candidates.dot(i);
    }

    private static double recency(RankingConfig config, long publishedAt, long now) {
        if (config.recencyWeight() == 0 || publishedAt == CatalogSnapshot.NO_DATE) {
            return 0;
        }
        double halfLives = Math.max(0, (double) now - publishedAt)
                / config.recencyHalfLife().toMillis();
        return config.recencyWeight() * Math.exp(-LN_2 * halfLives);
    }

    private static double popularity(RankingConfig config, float occurrences) {
        return config.popularityExponent() == 0 ? 0 : -config.popularityExponent() * Math.log1p(occurrences);
    }

    private static double sources(SourceWeights weights, CandidateList candidates, int i) {
        double sum = 0;
        for (int mask = candidates.sources(i); mask != 0; mask &= mask - 1) {
            Source source = SOURCES[Integer.numberOfTrailingZeros(mask)];
            sum += weights.of(source) * candidates.strength(i, source);
        }
        return sum;
    }
}

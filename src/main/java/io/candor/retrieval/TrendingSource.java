package io.candor.retrieval;

/**
 * The items that occurred most often lately (decayed counts as of the end of the training data); ties by ordinal.
 *
 * <p>Strength: 2^(−i/quota) for the i-th proposed, so 1 for the first. Stateless and thread-safe.
 */
public final class TrendingSource implements CandidateSource {
    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        InOrder.collect(query.catalog().byTrend(), query, quota, Source.TRENDING, into);
    }
}

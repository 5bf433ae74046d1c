package io.candor.retrieval;

/**
 * The items published last; ties by ordinal. Items without a date are not proposed.
 *
 * <p>Strength: 2^(−i/quota) for the i-th proposed, so 1 for the first. Stateless and thread-safe.
 */
public final class FreshSource implements CandidateSource {
    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        InOrder.collect(query.catalog().byFreshness(), query, quota, Source.FRESH, into);
    }
}

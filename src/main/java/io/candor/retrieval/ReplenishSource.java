package io.candor.retrieval;

/**
 * What the user buys again and again, and is due.
 *
 * <p>Strength: 2^(−i/quota) for the i-th proposed, so 1 for the most pressing. Stateless and thread-safe.
 */
public final class ReplenishSource implements CandidateSource {
    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        InOrder.collect(query.due(), query, quota, Source.REPLENISH, into);
    }
}

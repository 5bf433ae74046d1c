package io.candor.retrieval;

import io.candor.math.TopK;

/**
 * The items with the largest inner products with the user's vector: the rows of the model by its index, and the items that
 * came after it by a scan. Proposes nothing without a user vector.
 *
 * <p>Strength: 2^(−i/quota) for the i-th proposed, so 1 for the first; the inner product itself is kept as the candidate's dot.
 * Belongs to one thread; allocates only when the quota has grown.
 */
public final class PersonalisedSource implements CandidateSource {
    private final CandidateIndex index;
    private final CandidateIndex.Scratch scratch;
    private final TopK best = new TopK(256);

    public PersonalisedSource(CandidateIndex index) {
        this.index = index;
        this.scratch = index.newScratch();
    }

    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        if (!query.user().isPresent() || quota == 0) {
            return;
        }
        float[] user = query.user().values();
        best.reset(quota);
        index.search(user, query.allowed(), scratch, best);
        TailScan.offer(query.catalog(), user, query.allowed(), best);
        double step = Math.pow(2, -1.0 / quota);
        double strength = 1;
        for (int i = 0; i < best.size(); i++, strength *= step) {
            int at = into.add(best.ordinal(i), (float) strength, Source.PERSONALISED);
            into.setDot(at, best.score(i));
        }
    }
}

package io.candor.verticle;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import io.candor.retrieval.CandidateIndex;
import io.candor.serving.ServingModel;

/**
 * Replays searches on a model before it serves, so that the first requests find its pages in memory and its code compiled.
 * Thread-safe.
 */
final class Warmup {
    private static final int K = 100;

    private final int searches;

    Warmup(int searches) {
        this.searches = searches;
    }

    /** Searches for rows spread evenly over the users, or over the items when there are no users. */
    void run(ServingModel model) {
        FactorMatrix users = model.snapshot().users();
        FactorMatrix rows = users.rows() > 0 ? users : model.snapshot().items();
        CandidateIndex index = model.index();
        CandidateIndex.Scratch scratch = index.newScratch();
        Bits all = Bits.full(model.catalog().size());
        TopK best = new TopK(K);
        float[] query = new float[index.dims()];
        for (int i = 0; i < Math.min(searches, rows.rows()); i++) {
            rows.copyRow((int) ((long) i * rows.rows() / searches), query, 0);
            best.reset(K);
            index.search(query, i % 2 == 0 ? null : all, scratch, best);
        }
    }
}

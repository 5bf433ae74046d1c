package io.candor.retrieval;

import io.candor.math.TopK;

/** The right answers to a sample of queries at one depth, and how much of them another index finds. */
final class Truth {
    private final QuerySample sample;
    private final int k;
    private final float[] worst;

    private Truth(QuerySample sample, int k, float[] worst) {
        this.sample = sample;
        this.k = k;
        this.worst = worst;
    }

    /** Asks {@code exact}, an exact index, for the best {@code k} of every query. */
    static Truth of(QuerySample sample, CandidateIndex exact, int k) {
        int depth = Math.min(k, exact.size());
        float[] worst = new float[sample.size()];
        CandidateIndex.Scratch scratch = exact.newScratch();
        TopK best = new TopK(depth);
        for (int i = 0; i < worst.length; i++) {
            best.reset(depth);
            exact.search(sample.vector(i), null, scratch, best);
            worst[i] = best.score(depth - 1);
        }
        return new Truth(sample, depth, worst);
    }

    /**
     * Measures recall: the share of the k rows returned that score at least as high as the true k-th best, so that ties
     * count as found.
     */
    Recall recallOf(CandidateIndex index) {
        double sum = 0;
        double squares = 0;
        CandidateIndex.Scratch scratch = index.newScratch();
        TopK best = new TopK(k);
        for (int i = 0; i < worst.length; i++) {
            best.reset(k);
            index.search(sample.vector(i), null, scratch, best);
            int found = 0;
            while (found < best.size() && best.score(found) >= worst[i]) {
                found++;
            }
            double recall = found / (double) k;
            sum += recall;
            squares += recall * recall;
        }
        int n = worst.length;
        double mean = sum / n;
        return new Recall(mean, Math.sqrt(Math.max(0, squares / n - mean * mean) / n));
    }

    /**
     * A measured recall.
     *
     * @param mean over the queries, 0 to 1
     * @param standardError of the mean
     */
    record Recall(double mean, double standardError) {
        /** Returns whether the mean is above the target by at least one standard error. */
        boolean holds(double target) {
            return mean - standardError >= target || mean == 1;
        }
    }
}

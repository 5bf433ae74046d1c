package io.candor.retrieval;

/**
 * How candidates are found.
 *
 * @param index which index serves; {@code AUTO} takes what was faster when the bundle was built
 * @param recallTarget share of the true top 10 and 100 that a graph, or a scan that stops early, has to find, 0.5 to 1
 * @param ef candidates kept during a graph search, 0 for what calibration found, at most 10,000
 * @param candidates how many candidates a request retrieves before ranking, 1 to 10,000
 * @param sampleQueries user vectors that calibration measures with, 10 to 10,000
 */
public record RetrievalConfig(Mode index, double recallTarget, int ef, int candidates, int sampleQueries) {
    static final int MAX_CANDIDATES = 10_000;

    /** Which index serves. */
    public enum Mode {
        AUTO,
        HNSW,
        EXACT
    }

    public RetrievalConfig {
        if (!(recallTarget >= 0.5 && recallTarget <= 1)) {
            throw new IllegalArgumentException("recall_target must be 0.5 to 1, was " + recallTarget);
        }
        checkRange("ef", ef, 0);
        checkRange("candidates", candidates, 1);
        checkRange("sample_queries", sampleQueries, 10);
    }

    public static RetrievalConfig defaults() {
        return new RetrievalConfig(Mode.AUTO, 0.98, 0, 200, 400);
    }

    public RetrievalConfig withIndex(Mode mode) {
        return new RetrievalConfig(mode, recallTarget, ef, candidates, sampleQueries);
    }

    private static void checkRange(String field, int value, int min) {
        if (value < min || value > MAX_CANDIDATES) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + MAX_CANDIDATES + ", was " + value);
        }
    }
}

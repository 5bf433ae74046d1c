package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.TopK;
import org.jspecify.annotations.Nullable;

/**
 * Maximum inner-product search over the item factors of one model.
 *
 * <p>Thread-safe when every thread brings its own {@link Scratch}. Ordinals are rows of the model. A search with
 * {@code allowed} finds min(k, allowed.cardinality) items and is exact in every implementation when fewer than nine tenths of the
 * items are allowed; else recall is what the manifest says (1.0 for the exact index).
 */
public interface CandidateIndex {
    /** Working memory of one thread for one index; reused across searches. */
    interface Scratch {}

    int size();

    int dims();

    /** Returns {@code "hnsw"}, {@code "scan"} or {@code "exact"}. */
    String kind();

    Scratch newScratch();

    /**
     * Replaces the content of {@code into} by the best {@code into.k()} rows, sorted best first.
     *
     * @param query dims values, finite; not modified
     * @param allowed the only rows that may be returned, null for all; its size is at least {@link #size()} (bits at
     *     or above it are ignored); not modified
     * @param into already reset to the wanted k; scores are inner products in float32
     */
    void search(float[] query, @Nullable Bits allowed, Scratch scratch, TopK into);
}

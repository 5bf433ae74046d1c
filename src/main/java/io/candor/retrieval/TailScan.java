package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import org.jspecify.annotations.Nullable;

/**
 * The items that came after the model, scanned beside its index: exact, and short until the next bundle.
 *
 * <p>Together with {@link CandidateIndex#search} it finds the best of the whole catalogue: first the index, then this into
 * the same {@link TopK}. Items deleted since are left out by {@code allowed} in both. Stateless and thread-safe.
 */
public final class TailScan {
    private TailScan() {}

    /**
     * Offers every item of the tail that has factors.
     *
     * @param query dims values; not modified
     * @param allowed the only ordinals that may be offered, of the catalogue's size; null for all; not modified
     * @param into what the index found, sorted or not; sorted afterwards
     */
    public static void offer(CatalogSnapshot catalog, float[] query, @Nullable Bits allowed, TopK into) {
        offer(catalog.tailWithFactors(), catalog.tailFactors(), query, allowed, into);
    }

    static void offer(int[] ordinals, float[] factors, float[] query, @Nullable Bits allowed, TopK into) {
        into.reopen();
        int dims = ordinals.length == 0 ? 0 : factors.length / ordinals.length;
        for (int i = 0; i < ordinals.length; i++) {
            if (allowed == null || allowed.get(ordinals[i])) {
                into.offer(ordinals[i], VectorKernels.dot(factors, i * dims, query, 0, dims));
            }
        }
        into.sort();
    }
}

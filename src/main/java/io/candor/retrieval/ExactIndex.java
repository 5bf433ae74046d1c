package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.BlockKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import org.jspecify.annotations.Nullable;

/**
 * The exact index: a scan by falling norm that stops when no later row can be among the best.
 *
 * <p>By Cauchy–Schwarz q·x ≤ ‖q‖‖x‖, so the scan ends at the first block whose largest norm times ‖q‖ is below the k-th
 * best score so far. Within a block, after the first {@code cut} rotated dimensions, the rest of the product is at most the
 * product of the rests' norms; a block in which no row can pass is left there. Sums in rotated coordinates differ from
 * the true float32 inner products by rounding, so every bound is widened by {@link #slack}, and the rows that remain
 * are scored again in the model's own coordinates: the answer is exactly the top k of {@link FactorMatrix#dot}.
 *
 * <p>A small allowed set is walked row by row instead, skipping rows by their norm.
 *
 * <p>Sources: Teflioudi, Gemulla, "Exact and approximate maximum inner product search with LEMP", TODS 2016 (norm order,
 * length bound); Li, Chan, Yiu, Mamoulis, "FEXIPRO", SIGMOD 2017 (principal rotation, partial products). Differs: rows are
 * bounded 16 at a time, and there is no integer pass.
 */
final class ExactIndex implements CandidateIndex {
    /** Walking costs about this many times the scan for a row. */
    private static final int WALK_COST = 8;

    private static final int WALK_BATCH = 32;

    private final ExactStore store;
    private final FactorMatrix items;
    private final float[] normByOrdinal;
    private final float maxNorm;
    private final float relativeSlack;
    private final Runnable onClose;

    /**
     * Creates one.
     *
     * @param items the rows in the model's order and coordinates
     * @param onClose undoes the mapping of the store
     */
    ExactIndex(ExactStore store, FactorMatrix items, Runnable onClose) {
        this.store = store;
        this.items = items;
        this.onClose = onClose;
        this.normByOrdinal = new float[items.rows()];
        for (int p = 0; p < items.rows(); p++) {
            normByOrdinal[store.ordinals()[p]] = store.norms()[p];
        }
        this.maxNorm = items.rows() == 0 ? 0 : store.norms()[0];
        this.relativeSlack = (4 * items.dims() + 16) * 0x1p-24f;
    }

    @Override
    public int size() {
        return items.rows();
    }

    @Override
    public int dims() {
        return items.dims();
    }

    @Override
    public String kind() {
        return "exact";
    }

    @Override
    public Scratch newScratch() {
        return new ExactScratch(dims());
    }

    @Override
    public void search(float[] query, @Nullable Bits allowed, Scratch scratch, TopK into) {
        ExactScratch own = (ExactScratch) scratch;
        float norm = Math.nextUp((float) Math.sqrt(VectorKernels.squaredNorm(query, 0, dims())));
        if (allowed == null) {
            scan(query, norm, null, own, into);
        } else if ((long) allowed.cardinalityBelow(size()) * WALK_COST < size()) {
            walk(query, norm, allowed, own, into);
        } else {
            scan(query, norm, allowed, own, into);
        }
        into.sort();
    }

    /** Returns how far a sum in rotated coordinates may be from the true one, for both of two compared rows together. */
    private float slack(float queryNorm) {
        return 2 * relativeSlack * queryNorm * maxNorm;
    }

    private void walk(float[] query, float norm, Bits allowed, ExactScratch own, TopK into) {
        float widened = norm * (1 + relativeSlack);
        int count = 0;
        for (int i = allowed.nextSet(0); i >= 0 && i < size(); i = allowed.nextSet(i + 1)) {
            if (widened * normByOrdinal[i] >= into.threshold()) {
                own.batch[count++] = i;
                if (count == WALK_BATCH) {
                    score(query, own.batch, count, own.products, into);
                    count = 0;
                }
            }
        }
        score(query, own.batch, count, own.products, into);
    }

    private void scan(float[] query, float norm, @Nullable Bits allowed, ExactScratch own, TopK into) {
        if (into.k() == 0) {
            return;
        }
        own.reset(into.k(), slack(norm));
        store.rotation().apply(query, own.rotated);
        float rest = store.restOf(own.rotated);
        float[] norms = store.norms();
        float widened = norm * (1 + relativeSlack);
        for (int p = 0; p < size() && widened * norms[p] >= own.threshold(); p += BlockKernels.ROWS) {
            int mask = passing(p, rest, own.threshold(), own);
            if (mask != 0) {
                keep(p, mask, allowed, own);
            }
        }
        own.tighten();
        score(query, own.ordinals(), own.size(), own.products, into);
    }

    private int passing(int position, float rest, float threshold, ExactScratch own) {
        long offset = store.offsetOf(position);
        int cut = store.cut();
        if (cut > 0) {
            BlockKernels.accumulate(store.blocks(), offset, own.rotated, 0, cut, own.sums);
            long rests = (long) position * Float.BYTES;
            if (BlockKernels.atLeast(own.sums, store.rests(), rests, rest, threshold) == 0) {
                return 0;
            }
        }
        BlockKernels.accumulate(store.blocks(), offset, own.rotated, cut, dims(), own.sums);
        return BlockKernels.atLeast(own.sums, threshold);
    }

    private void keep(int position, int mask, @Nullable Bits allowed, ExactScratch own) {
        for (int left = mask; left != 0; left &= left - 1) {
            int lane = Integer.numberOfTrailingZeros(left);
            int ordinal = store.ordinals()[position + lane];
            if (ordinal >= 0 && (allowed == null || allowed.get(ordinal))) {
                own.keep(ordinal, own.sums[lane]);
            }
        }
        own.tightenWhenFull();
    }

    private void score(float[] query, int[] ordinals, int count, float[] products, TopK into) {
        int i = 0;
        for (; i <= count - 4; i += 4) {
            items.dot4(ordinals, i, query, products);
            for (int j = 0; j < 4; j++) {
                into.offer(ordinals[i + j], products[j]);
            }
        }
        for (; i < count; i++) {
            into.offer(ordinals[i], items.dot(ordinals[i], query, 0));
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}

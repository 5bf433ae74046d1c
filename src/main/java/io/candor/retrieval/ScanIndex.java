package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The index that scans rows in {@link ScanOrder}, and stops when no later one can be among the best.
 *
 * <p>By Cauchy–Schwarz q·x ≤ ‖q‖‖x‖, so the scan ends where the largest norm from there on times ‖q‖ is below the k-th best score so
 * far. Before that, rows are scored in whole numbers, which bounds their true score from below and above ({@link CodedQuery}); those whose
 * upper bound is not below the k-th best lower bound, a few more than k, are scored again from the model's own factors. Every bound
 * allows for float32 rounding too: the answer is exactly the top k of {@link FactorMatrix#dot}.
 *
 * <p>A small allowed set is walked row by row instead, skipping rows by their norm.
 *
 * <p>Cauchy–Schwarz allows for rows that point where the query does, and there may be none: an index can be made that goes by the
 * cosines that rows have been seen to have ({@link CosineSearch}), and misses a few. It passes over blocks by their centre c, too: q·x =
 * q·c + q·(x − c), where what is left beyond the centre has smaller cosines than rows have.
 *
 * <p>Sources: Teflioudi, Gemulla, "Exact and approximate maximum inner product search with LEMP", TODS 2016 (norm order,
 * length bound); Ram, Gray, "Maximum inner-product search using cone trees", KDD 2012 (bound by a centre and a radius); Li, Chan, Yiu,
 * Mamoulis, "FEXIPRO", SIGMOD 2017 (bounds from whole numbers). Differs: rows are bounded 16 at a time, by the norm of what rounding
 * took, without a change of coordinates; centres are coded like rows, and 16 of them are bounded at a time.
 */
final class ScanIndex implements CandidateIndex {
    /** Walking costs about this many times the scan for a row. */
    private static final int WALK_COST = 16;

    /** With fewer allowed rows than this for each wanted one, a scan would score nearly all of them again. */
    private static final int WALK_ROWS_PER_WANTED = 4;

    private static final int WALK_BATCH = 32;

    /** With a smaller share of the rows allowed every search is exact. */
    static final double NEARLY_ALL = 0.9;

    private final ExactStore store;
    private final float[] vectors;
    private final int dims;
    private final float[] normByOrdinal;
    private final ScanCosines cosines;

    /**
     * Creates one. Copies the items into one array: rows read at random cost a third less there than in mapped memory, and
     * several times less once the process has read memory segments of more than one kind.
     *
     * @param items the rows in the model's order and coordinates
     * @throws IllegalArgumentException when the items do not fit an array: 2³¹ values
     */
    ScanIndex(ExactStore store, FactorMatrix items) {
        this.store = store;
        this.dims = items.dims();
        this.vectors = copyOf(items);
        this.normByOrdinal = new float[items.rows()];
        for (int p = 0; p < items.rows(); p++) {
            normByOrdinal[store.ordinals()[p]] = store.norms()[p];
        }
        this.cosines = ScanCosines.EXACT;
    }

    private ScanIndex(ScanIndex of, ScanCosines cosines) {
        this.store = of.store;
        this.dims = of.dims;
        this.vectors = of.vectors;
        this.normByOrdinal = of.normByOrdinal;
        this.cosines = cosines;
    }

    /** Returns the same index, which takes nothing to exceed these cosines as long as nearly all rows may be returned. */
    ScanIndex withCosines(ScanCosines most) {
        return new ScanIndex(this, most);
    }

    private static float[] copyOf(FactorMatrix items) {
        if ((long) items.rows() * items.dims() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    items.rows() + " × " + items.dims() + " values are more than an index holds (2³¹)");
        }
        float[] vectors = new float[items.rows() * items.dims()];
        MemorySegment.copy(items.segment(), ExactStore.FLOAT, 0, vectors, 0, vectors.length);
        return vectors;
    }

    /** As {@link FactorMatrix#dot4}. */
    void dot4(int[] rows, int from, float[] query, float[] products) {
        VectorKernels.dot4(
                vectors,
                rows[from] * dims,
                rows[from + 1] * dims,
                rows[from + 2] * dims,
                rows[from + 3] * dims,
                query,
                dims,
                products);
    }

    /** Returns the items row by row; must not be written to. */
    float[] vectors() {
        return vectors;
    }

    @Override
    public int size() {
        return store.rows();
    }

    @Override
    public int dims() {
        return dims;
    }

    @Override
    public String kind() {
        return cosines.isExact() ? "exact" : "scan";
    }

    @Override
    public Scratch newScratch() {
        return new ExactScratch(store);
    }

    @Override
    public void search(float[] query, @Nullable Bits allowed, Scratch scratch, TopK into) {
        ExactScratch own = (ExactScratch) scratch;
        if (into.k() > 0) {
            own.reset(query, into.k());
            int count = allowed == null ? size() : allowed.cardinalityBelow(size());
            if (allowed != null && isWalked(count, into.k())) {
                walk(query, allowed, own, into);
            } else {
                scan(query, allowed, own, into, count < NEARLY_ALL * size() ? ScanCosines.EXACT : cosines);
            }
        }
        into.sort();
    }

    private boolean isWalked(int count, int k) {
        return (long) count * WALK_COST < size() || count < (long) WALK_ROWS_PER_WANTED * k;
    }

    private void walk(float[] query, Bits allowed, ExactScratch own, TopK into) {
        int count = 0;
        for (int i = allowed.nextSet(0); i >= 0 && i < size(); i = allowed.nextSet(i + 1)) {
            if (own.query.most(normByOrdinal[i]) >= into.threshold()) {
                own.batch[count++] = i;
                if (count == WALK_BATCH) {
                    score(query, own.batch, count, own.products, into);
                    count = 0;
                }
            }
        }
        score(query, own.batch, count, own.products, into);
    }

    private void scan(float[] query, @Nullable Bits allowed, ExactScratch own, TopK into, ScanCosines within) {
        float ofRows = within.rows().at(into.k());
        float ofRests = within.rests().at(into.k());
        for (int first = 0;
                first < store.blocks() && ofRows * own.query.most(store.largestFrom(first)) >= own.threshold();
                first += CodeKernels.ROWS) {
            double unit = ofRests < 1 ? own.boundCentres(first / CodeKernels.ROWS) : 0;
            int end = Math.min(store.blocks(), first + CodeKernels.ROWS);
            for (int block = first; block < end; block++) {
                boolean near = ofRests == 1
                        || own.query.mostAround(store, block, unit * own.centreSums[block - first], ofRests)
                                >= own.threshold();
                if (near && ofRows * own.query.most(store.largest(block)) >= own.threshold()) {
                    scan(block, allowed, own);
                }
            }
        }
        own.tighten();
        score(query, own.ordinals(), own.size(), own.products, into);
    }

    private void scan(int block, @Nullable Bits allowed, ExactScratch own) {
        float error = own.query.error(store, block);
        double unit = own.query.unit(store, block);
        CodedBlocks rows = store.coded();
        CodeKernels.dot(rows.array(block), rows.offsetOf(block), own.query.spread(), own.sums);
        // Two below, because the quotient is rounded and the cast drops a fraction; it saturates at −∞.
        int least = (int) (((double) own.threshold() - error) / unit - 2);
        int mask = CodeKernels.atLeast(own.sums, least);
        if (mask != 0) {
            keep(block * CodeKernels.ROWS, mask, unit, error, allowed, own);
        }
    }

    private void keep(int position, int mask, double unit, float error, @Nullable Bits allowed, ExactScratch own) {
        for (int left = mask; left != 0; left &= left - 1) {
            int row = Integer.numberOfTrailingZeros(left);
            int ordinal = store.ordinals()[position + row];
            if (ordinal >= 0 && (allowed == null || allowed.get(ordinal))) {
                float least = (float) (unit * own.sums[row]) - error;
                own.keep(position + row, least, least + 2 * error);
            }
        }
    }

    private void score(float[] query, int[] ordinals, int count, float[] products, TopK into) {
        int i = 0;
        for (; i <= count - 4; i += 4) {
            dot4(ordinals, i, query, products);
            for (int j = 0; j < 4; j++) {
                into.offer(ordinals[i + j], products[j]);
            }
        }
        for (; i < count; i++) {
            into.offer(ordinals[i], VectorKernels.dot(vectors, ordinals[i] * dims, query, 0, dims));
        }
    }
}

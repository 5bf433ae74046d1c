package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import org.jspecify.annotations.Nullable;

/**
 * The graph index: best-first search over a proximity graph that jvector built, with an exact index beside it.
 *
 * <p>The search descends greedily through the upper layers, then keeps the {@code ef} best rows of the base layer and
 * expands the best unexpanded one until it is worse than all of them. Neighbours are scored four at a time, because
 * fetching rows from memory is what takes the time.
 *
 * <p>A graph made by inner products is not connected enough to filter in it: when fewer than nine tenths of the
 * rows are allowed, the exact index answers, as it does at depths where it is the faster one. Above that, rows that are not allowed are walked through but not kept, so
 * the {@code ef} kept ones are all allowed; and when many of those not allowed would have been among the best (a user
 * who has seen all of them), the search is repeated as deep as if they had been wanted too, or left to the exact index
 * where that is deep for the catalogue. When the graph yields fewer rows than there are, the exact index answers.
 *
 * <p>Source: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable
 * small world graphs", TPAMI 2020 (search); Morozov, Babenko, "Non-metric similarity graphs for maximum inner product
 * search", NeurIPS 2018 (inner product without a reduction).
 */
final class HnswIndex implements CandidateIndex {
    /** More than one rejected row in this many wanted ones calls for a deeper search. */
    private static final int DEEPER_SHARE = 10;

    /** Deeper than one row in this many, too much of the graph is out of reach. */
    private static final int SHALLOW_SHARE = 50;

    private final FlatGraph graph;
    private final float[] vectors;
    private final int rows;
    private final int dims;
    private final EfPair ef;
    private final GraphRange depths;
    private final ScanIndex exact;

    private HnswIndex(FlatGraph graph, EfPair ef, GraphRange depths, ScanIndex exact) {
        this.graph = graph;
        this.vectors = exact.vectors();
        this.rows = exact.size();
        this.dims = exact.dims();
        this.ef = ef;
        this.depths = depths;
        this.exact = exact;
    }

    /** Returns an index that answers at any depth, over the rows of {@code exact}. */
    static HnswIndex of(FlatGraph graph, EfPair ef, ScanIndex exact) {
        return new HnswIndex(graph, ef, GraphRange.ALL, exact);
    }

    /** Returns the same index with another ef. */
    HnswIndex withEf(EfPair other) {
        return new HnswIndex(graph, other, depths, exact);
    }

    /** Returns the same index, which leaves other depths than these to the exact index. */
    HnswIndex withDepths(GraphRange range) {
        return new HnswIndex(graph, ef, range, exact);
    }

    @Override
    public int size() {
        return rows;
    }

    @Override
    public int dims() {
        return dims;
    }

    @Override
    public String kind() {
        return "hnsw";
    }

    @Override
    public Scratch newScratch() {
        return new HnswScratch(size(), exact.newScratch());
    }

    @Override
    public void search(float[] query, @Nullable Bits allowed, Scratch scratch, TopK into) {
        HnswScratch own = (HnswScratch) scratch;
        int count = allowed == null ? size() : allowed.cardinalityBelow(size());
        int wanted = Math.min(into.k(), count);
        if (wanted > 0
                && depths.has(wanted)
                && count >= ScanIndex.NEARLY_ALL * size()
                && isFoundInGraph(query, allowed, own, wanted)) {
            take(own.pool, wanted, into);
        } else {
            exact.search(query, allowed, own.exact, into);
        }
    }

    private boolean isFoundInGraph(float[] query, @Nullable Bits allowed, HnswScratch own, int wanted) {
        traverse(query, allowed, own, ef.at(wanted));
        int depth = depthOf(wanted, own.pool);
        if (depth < 0) {
            return false;
        }
        if ((depth - wanted) * DEEPER_SHARE <= wanted) {
            return true;
        }
        if (depth > size() / SHALLOW_SHARE) {
            return false;
        }
        traverse(query, allowed, own, ef.at(depth));
        return depthOf(wanted, own.pool) > 0;
    }

    /** Returns how many rows of the pool hold {@code wanted} returnable ones, −1 when it has fewer. */
    private static int depthOf(int wanted, GraphPool pool) {
        int returnable = 0;
        for (int i = 0; i < pool.size(); i++) {
            returnable += pool.isReturnable(i) ? 1 : 0;
            if (returnable == wanted) {
                return i + 1;
            }
        }
        return -1;
    }

    private static void take(GraphPool pool, int wanted, TopK into) {
        // Worst first: each pair is then above all in the heap and costs nothing to place.
        for (int i = depthOf(wanted, pool) - 1; i >= 0; i--) {
            if (pool.isReturnable(i)) {
                into.offer(pool.row(i), pool.score(i));
            }
        }
        into.sort();
    }

    private void traverse(float[] query, @Nullable Bits allowed, HnswScratch own, int width) {
        own.seen.clearAll();
        own.pool.reset(width);
        int start = descend(query);
        own.seen.set(start);
        own.pool.offer(start, dot(start, query), allowed == null || allowed.get(start));
        FlatGraph.Layer base = graph.base();
        for (int node = own.pool.expandNext(); node >= 0; node = own.pool.expandNext()) {
            score(query, allowed, own, unseen(base, node, own));
        }
    }

    private float dot(int row, float[] query) {
        return VectorKernels.dot(vectors, row * dims, query, 0, dims);
    }

    private int descend(float[] query) {
        int at = graph.entry();
        float score = dot(at, query);
        for (int level = graph.upperLayers() - 1; level >= 0; level--) {
            FlatGraph.Layer layer = graph.upper(level);
            boolean moved = true;
            while (moved) {
                moved = false;
                int slot = layer.slotOf(at);
                for (int e = layer.begin(slot); e < layer.end(slot); e++) {
                    int next = layer.neighbour(e);
                    float nextScore = dot(next, query);
                    if (nextScore > score) {
                        score = nextScore;
                        at = next;
                        moved = true;
                    }
                }
            }
        }
        return at;
    }

    private static int unseen(FlatGraph.Layer base, int node, HnswScratch own) {
        int end = base.end(node);
        int begin = base.begin(node);
        own.reserveBatch(end - begin);
        int[] batch = own.batch;
        Bits seen = own.seen;
        int count = 0;
        for (int e = begin; e < end; e++) {
            int next = base.neighbour(e);
            if (!seen.get(next)) {
                seen.set(next);
                batch[count++] = next;
            }
        }
        return count;
    }

    private void score(float[] query, @Nullable Bits allowed, HnswScratch own, int count) {
        int[] batch = own.batch;
        float[] products = own.products;
        int i = 0;
        for (; i <= count - 4; i += 4) {
            VectorKernels.dot4(
                    vectors,
                    batch[i] * dims,
                    batch[i + 1] * dims,
                    batch[i + 2] * dims,
                    batch[i + 3] * dims,
                    query,
                    dims,
                    products);
            for (int j = 0; j < 4; j++) {
                offer(batch[i + j], products[j], allowed, own.pool);
            }
        }
        for (; i < count; i++) {
            offer(batch[i], dot(batch[i], query), allowed, own.pool);
        }
    }

    private static void offer(int row, float score, @Nullable Bits allowed, GraphPool pool) {
        if (score >= pool.threshold()) {
            pool.offer(row, score, allowed == null || allowed.get(row));
        }
    }
}

package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import org.jspecify.annotations.Nullable;

/**
 * The graph index: best-first search over a proximity graph that jvector built, with an exact index beside it.
 *
 * <p>The search descends greedily through the upper layers, then keeps the {@code ef} best rows of the base layer and
 * expands the best unexpanded one until it is worse than all of them. Neighbours are scored four at a time, because
 * fetching rows from memory is what takes the time.
 *
 * <p>A graph made by inner products is not connected enough to filter in it: when fewer than {@value #GRAPH_SHARE} of the
 * rows are allowed, the exact index answers. Above that, rows that are not allowed are walked through but not kept, so
 * the {@code ef} kept ones are all allowed; and when many of those not allowed would have been among the best (a user
 * who has seen all of them), the search is repeated as deep as if they had been wanted too, or left to the exact index
 * where that is deep for the catalogue. When the graph yields fewer rows than there are, the exact index answers.
 *
 * <p>Source: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable
 * small world graphs", TPAMI 2020 (search); Morozov, Babenko, "Non-metric similarity graphs for maximum inner product
 * search", NeurIPS 2018 (inner product without a reduction).
 */
final class HnswIndex implements CandidateIndex {
    private static final double GRAPH_SHARE = 0.9;

    /** More than one rejected row in this many wanted ones calls for a deeper search. */
    private static final int DEEPER_SHARE = 10;

    /** Deeper than one row in this many, too much of the graph is out of reach. */
    private static final int SHALLOW_SHARE = 50;

    private final FlatGraph graph;
    private final FactorMatrix items;
    private final EfPair ef;
    private final CandidateIndex exact;

    /** Creates one over the same rows as {@code exact}, which it owns. */
    HnswIndex(FlatGraph graph, FactorMatrix items, EfPair ef, CandidateIndex exact) {
        this.graph = graph;
        this.items = items;
        this.ef = ef;
        this.exact = exact;
    }

    /** Returns the same index with another ef. */
    HnswIndex withEf(EfPair other) {
        return new HnswIndex(graph, items, other, exact);
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
        if (wanted > 0 && count >= GRAPH_SHARE * size() && foundInGraph(query, allowed, own, wanted)) {
            take(own.best, into);
        } else {
            exact.search(query, allowed, own.exact, into);
        }
    }

    private boolean foundInGraph(float[] query, @Nullable Bits allowed, HnswScratch own, int wanted) {
        traverse(query, allowed, own, ef.at(wanted));
        if (own.best.size() < wanted) {
            return false;
        }
        own.best.sort();
        int rejected = own.rejectedFrom(own.best.score(wanted - 1));
        if (rejected * DEEPER_SHARE <= wanted) {
            return true;
        }
        int depth = wanted + rejected;
        if (depth > size() / SHALLOW_SHARE) {
            return false;
        }
        traverse(query, allowed, own, ef.at(depth));
        own.best.sort();
        return true;
    }

    private static void take(TopK best, TopK into) {
        for (int i = 0; i < best.size() && i < into.k(); i++) {
            into.offer(best.ordinal(i), best.score(i));
        }
        into.sort();
    }

    private void traverse(float[] query, @Nullable Bits allowed, HnswScratch own, int ef) {
        own.clear();
        own.best.reset(ef);
        int start = descend(query);
        own.seen.set(start);
        visit(start, items.dot(start, query, 0), allowed, own);
        FlatGraph.Layer base = graph.base();
        while (own.hasNext() && own.nextScore() >= own.best.threshold()) {
            int node = own.pop();
            int count = unseen(base, node, own);
            score(query, allowed, own, count);
        }
    }

    private int descend(float[] query) {
        int at = graph.entry();
        float score = items.dot(at, query, 0);
        for (int level = graph.upperLayers() - 1; level >= 0; level--) {
            FlatGraph.Layer layer = graph.upper(level);
            boolean moved = true;
            while (moved) {
                moved = false;
                int slot = layer.slotOf(at);
                for (int e = layer.begin(slot); e < layer.end(slot); e++) {
                    int next = layer.neighbour(e);
                    float nextScore = items.dot(next, query, 0);
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
        int i = 0;
        for (; i <= count - 4; i += 4) {
            items.dot4(own.batch, i, query, own.products);
            for (int j = 0; j < 4; j++) {
                visit(own.batch[i + j], own.products[j], allowed, own);
            }
        }
        for (; i < count; i++) {
            visit(own.batch[i], items.dot(own.batch[i], query, 0), allowed, own);
        }
    }

    private static void visit(int row, float score, @Nullable Bits allowed, HnswScratch own) {
        if (score >= own.best.threshold()) {
            own.push(row, score);
            if (allowed == null || allowed.get(row)) {
                own.best.offer(row, score);
            } else {
                own.reject(score);
            }
        }
    }

    @Override
    public void close() {
        exact.close();
    }
}

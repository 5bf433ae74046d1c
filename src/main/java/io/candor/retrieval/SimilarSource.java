package io.candor.retrieval;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;
import io.candor.math.TopK;
import java.util.Arrays;

/**
 * Items like the seeds: the item being looked at, and the items of the session.
 *
 * <p>Strength: Σ_j w_j·cos(x, x_j) / Σ_j w_j over the seeds j that have a vector, computed exactly as one inner product with
 * the weighted mean direction of the seeds. Which items are weighed: the neighbours of every seed; when a filter leaves too
 * few of them, all allowed items if they are at most {@value #FEW}, else the items with the largest inner products with
 * that mean direction.
 *
 * <p>When that does not fill the quota (seeds or allowed items have no vectors), items that share categories or creators with the
 * newest seed follow, weaker: half of {@link LabelOverlap}, popular ones first among equals.
 *
 * <p>Belongs to one thread; allocates only when the catalogue or the quota has grown.
 */
public final class SimilarSource implements CandidateSource {
    /** How many allowed items are all looked at. */
    private static final int FEW = 4_096;

    /** How many items that share labels are looked at. */
    private static final int LABELLED = 5_000;

    private static final float LABEL_WEIGHT = 0.5f;
    private static final float POPULARITY_SHARE = 0.01f;

    private final NeighbourTable neighbours;
    private final CandidateIndex index;
    private final CandidateIndex.Scratch indexScratch;
    private final float[] direction;
    private final float[] unit;
    private final CandidateList weighed = new CandidateList(1_024);
    private final TopK best = new TopK(128);
    private final TopK found = new TopK(512);
    private Bits sharing = new Bits(0);

    /**
     * @param neighbours of the model's items; may be {@link NeighbourTable#none()}
     * @param index over the same items
     */
    public SimilarSource(NeighbourTable neighbours, CandidateIndex index) {
        this.neighbours = neighbours;
        this.index = index;
        this.indexScratch = index.newScratch();
        this.direction = new float[index.dims()];
        this.unit = new float[index.dims()];
    }

    @Override
    public void collect(SourceQuery query, int quota, CandidateList into) {
        if (query.seedCount() == 0 || quota == 0) {
            return;
        }
        weighed.clear();
        best.reset(quota);
        float weight = meanDirection(query);
        if (weight > 0) {
            weighNeighbours(query);
            if (weighed.size() < quota) {
                weighMore(query, quota);
            }
            offerByDirection(query, 1 / weight);
        }
        int byVector = best.size();
        moveBest(into);
        if (byVector < quota) {
            best.reset(quota - byVector);
            offerByLabels(query, into);
            moveBest(into);
        }
    }

    /** Sums the seeds' directions into {@code direction}; returns the sum of the weights of those that have one. */
    private float meanDirection(SourceQuery query) {
        Arrays.fill(direction, 0);
        float weight = 0;
        for (int i = 0; i < query.seedCount(); i++) {
            if (query.vectors().copyUnit(query.catalog(), query.seed(i), unit, 0)) {
                weight += query.seedWeight(i);
                for (int d = 0; d < direction.length; d++) {
                    direction[d] += query.seedWeight(i) * unit[d];
                }
            }
        }
        return weight;
    }

    private void weighNeighbours(SourceQuery query) {
        for (int s = 0; s < query.seedCount(); s++) {
            for (int i = 0; i < neighbours.k(); i++) {
                int neighbour = neighbours.neighbour(query.seed(s), i);
                if (neighbour < 0) {
                    break;
                }
                weigh(query, neighbour);
            }
        }
    }

    private void weighMore(SourceQuery query, int quota) {
        Bits allowed = query.allowed();
        if (allowed != null && allowed.cardinality() <= FEW) {
            for (int o = allowed.nextSet(0); o >= 0; o = allowed.nextSet(o + 1)) {
                weigh(query, o);
            }
            return;
        }
        found.reset(2 * quota + query.seedCount());
        index.search(direction, allowed, indexScratch, found);
        for (int i = 0; i < found.size(); i++) {
            weigh(query, found.ordinal(i));
        }
    }

    private void weigh(SourceQuery query, int ordinal) {
        if (query.allows(ordinal) && !query.isSeed(ordinal)) {
            weighed.add(ordinal, 0, Source.SIMILAR);
        }
    }

    private void offerByDirection(SourceQuery query, float scale) {
        for (int i = 0; i < weighed.size(); i++) {
            float strength = query.vectors().similarity(query.catalog(), weighed.ordinal(i), direction) * scale;
            if (strength > 0) {
                best.offer(weighed.ordinal(i), Math.min(1, strength));
            }
        }
    }

    private void offerByLabels(SourceQuery query, CandidateList into) {
        CatalogSnapshot catalog = query.catalog();
        if (sharing.size() != catalog.size()) {
            sharing = new Bits(catalog.size());
        }
        catalog.sharingLabels(query.seed(0), sharing);
        int[] popular = catalog.byPopularity();
        double scale = popular.length == 0 ? 0 : 1 / Math.log1p(catalog.popularity(popular[0]));
        int left = LABELLED;
        for (int i = 0; i < popular.length && left > 0; i++) {
            left -= offerByLabels(query, popular[i], scale, into);
        }
        for (int o = sharing.nextSet(0); o >= 0 && left > 0; o = sharing.nextSet(o + 1)) {
            left -= offerByLabels(query, o, scale, into);
        }
    }

    /** Offers an item that shares labels and takes it out of {@code sharing}; returns how many were looked at, 0 or 1. */
    private int offerByLabels(SourceQuery query, int ordinal, double scale, CandidateList into) {
        if (!sharing.get(ordinal)) {
            return 0;
        }
        sharing.clear(ordinal);
        boolean proposed = into.contains(ordinal) && (into.sources(into.indexOf(ordinal)) & Source.SIMILAR.bit()) != 0;
        if (proposed || !query.allows(ordinal) || query.isSeed(ordinal)) {
            return 0;
        }
        float overlap = LabelOverlap.of(query.catalog(), query.seed(0), ordinal);
        float popularity = (float) (Math.log1p(query.catalog().popularity(ordinal)) * scale);
        best.offer(ordinal, LABEL_WEIGHT * ((1 - POPULARITY_SHARE) * overlap + POPULARITY_SHARE * popularity));
        return 1;
    }

    private void moveBest(CandidateList into) {
        best.sort();
        for (int i = 0; i < best.size(); i++) {
            into.add(best.ordinal(i), best.score(i), Source.SIMILAR);
        }
    }
}

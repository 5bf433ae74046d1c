package io.candor.ranking;

import java.util.Arrays;

/**
 * Chooses the order of a slate: maximal marginal relevance under caps.
 *
 * <p>Place by place it takes the candidate with the largest
 *
 * <pre>
 *   λ·rel(i) − (1 − λ)·max over chosen j of sim(i, j),     rel(i) = (score(i) − s_m) / (s_1 − s_m)
 * </pre>
 *
 * that no cap forbids; ties go to the better score, then to the lower ordinal. s_1 is the best score and s_m the
 * {@value #DEPTH}-th best (the last, when there are fewer), so that scores and likeness are of one scale, and the order does
 * not depend on how many more candidates there were. When every candidate of the pool is forbidden, the best scored one
 * outside it that is not is taken, and when there is none, the best forbidden one: caps never shorten a slate.
 *
 * <p>Values only fall as the slate grows, so a candidate's last known value bounds it from above, and most likenesses
 * are never computed. At most {@link DiversityConfig#pool} candidates are weighed for the first {@value #DEPTH} places; the
 * places after that follow the scores.
 *
 * <p>Source: Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing
 * summaries", 1998. Differs: relevance is scaled as above, likeness is cut at 0, caps, and lazy evaluation (which
 * changes the cost, not the outcome).
 *
 * <p>Reusable, not thread-safe; allocates only when a pool is larger than any before.
 */
final class Diversifier {
    /** How many places are chosen by marginal relevance. */
    static final int DEPTH = 100;

    private static final int NONE = -1;

    private final Caps caps = new Caps();
    private final PoolSimilarity similarity = new PoolSimilarity();
    private final int[] chosen = new int[DEPTH];
    private boolean[] taken = {};
    private double[] likeness = {};
    private int[] compared = {};
    private int pool;
    private double worst;
    private double spread;

    /**
     * Adds the first {@code limit} items of the order to {@code into}, or all when there are fewer.
     *
     * @param diversified places that are chosen by marginal relevance and caps, when there are as many
     */
    void select(RankingQuery query, ScoreOrder order, int limit, int diversified, RankedList into) {
        DiversityConfig config = query.config().diversity();
        int wanted = Math.min(limit, order.size());
        begin(query, order);
        int places = config.isOff() ? 0 : Math.min(Math.min(wanted, diversified), DEPTH);
        for (int place = 0; place < places; place++) {
            int rank = next(query, order, place);
            if (caps.forbid(query.catalog(), order.ordinal(rank))) {
                into.countCapBreak();
            }
            caps.count(query.catalog(), order.ordinal(rank));
            chosen[place] = rank;
            taken[rank] = true;
            into.add(order, rank);
        }
        for (int rank = 0; into.size() < wanted; rank++) {
            if (!taken[rank]) {
                into.add(order, rank);
            }
        }
    }

    private void begin(RankingQuery query, ScoreOrder order) {
        int n = order.size();
        if (n > taken.length) {
            taken = new boolean[n];
            likeness = new double[n];
            compared = new int[n];
        }
        Arrays.fill(taken, 0, n, false);
        Arrays.fill(likeness, 0, n, 0);
        Arrays.fill(compared, 0, n, 0);
        pool = Math.min(n, query.config().diversity().pool());
        worst = n == 0 ? 0 : order.score(Math.min(n, DEPTH) - 1);
        spread = n == 0 ? 0 : order.score(0) - worst;
        caps.begin(query.config().diversity());
        similarity.begin(pool + DEPTH, query.vectors().dims());
    }

    private int next(RankingQuery query, ScoreOrder order, int place) {
        int rank = bestOfPool(query, order, place, true);
        for (int r = pool; rank == NONE && r < order.size(); r++) {
            rank = taken[r] || caps.forbid(query.catalog(), order.ordinal(r)) ? NONE : r;
        }
        if (rank == NONE) {
            rank = bestOfPool(query, order, place, false);
        }
        for (int r = pool; rank == NONE; r++) {
            rank = taken[r] ? NONE : r;
        }
        return rank;
    }

    private int bestOfPool(RankingQuery query, ScoreOrder order, int place, boolean capped) {
        double lambda = query.config().diversity().lambda();
        double best = Double.NEGATIVE_INFINITY;
        int bestRank = NONE;
        for (int rank = 0; rank < pool; rank++) {
            double relevance = lambda * (spread > 0 ? (order.score(rank) - worst) / spread : 0);
            if (relevance <= best) {
                break;
            }
            boolean promising = !taken[rank] && relevance - (1 - lambda) * likeness[rank] > best;
            if (!promising || (capped && caps.forbid(query.catalog(), order.ordinal(rank)))) {
                continue;
            }
            double value = relevance - (1 - lambda) * likeness(query, order, rank, place);
            if (value > best) {
                best = value;
                bestRank = rank;
            }
        }
        return bestRank;
    }

    /** Returns the largest likeness of a candidate to what was chosen before {@code place}. */
    private double likeness(RankingQuery query, ScoreOrder order, int rank, int place) {
        if (query.config().diversity().lambda() == 1) {
            return 0;
        }
        for (int p = compared[rank]; p < place; p++) {
            int other = chosen[p] < pool ? chosen[p] : pool + p;
            double like = similarity.between(query, rank, order.ordinal(rank), other, order.ordinal(chosen[p]));
            likeness[rank] = Math.max(likeness[rank], like);
        }
        compared[rank] = place;
        return likeness[rank];
    }
}

package io.candor.serving;

import io.candor.event.Decision;
import io.candor.exploration.DrawBudget;
import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exploration.SlateDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Lets another policy loose on the candidates of logged slates, and tells what it would do with them, by the code that serves.
 *
 * <p>It has the candidates that were logged and no others, in their order and with their scores, or ranked by another model or by other
 * weights. A policy that needs more than scores (the deviations of Thompson, the opposing order of a team draft) can only be told where
 * the log's policy was of the same kind. Belongs to one thread.
 */
public final class PolicyReplay {
    private final UnaryOperator<ExplorationConfig> target;
    private final Ranking ranking;
    private final DrawPool loggedPool = new DrawPool(ExplorationConfig.MAX_CANDIDATES);
    private final DrawPool targetPool = new DrawPool(ExplorationConfig.MAX_CANDIDATES);
    private final Explorer explorer = new Explorer();
    private final Marginals marginals = new Marginals();
    private final SlateDraw loggedDraw = new SlateDraw();
    private final SlateDraw targetDraw = new SlateDraw();
    private final SlateDraw trial = new SlateDraw();

    /** The order of the target's pool: which candidate each rank has, and which rank each candidate. */
    private int[] order = {};

    private int[] ranks = {};
    private boolean reranked;
    private boolean telling = true;

    /** Another ranking of the candidates of a logged slate. */
    @FunctionalInterface
    public interface Ranking {
        /** Leaves it as it was. */
        Ranking AS_LOGGED = (decision, scores) -> true;

        /**
         * Scores them.
         *
         * @param scores those that were logged, one a candidate; overwritten by finite others
         * @return false when it cannot tell
         */
        boolean score(Decision decision, float[] scores);

        /** Returns this one and then another one, which goes on with its scores. */
        default Ranking then(Ranking next) {
            return (decision, scores) -> score(decision, scores) && next.score(decision, scores);
        }
    }

    /**
     * Creates one that leaves the ranking as it was.
     *
     * @param target the other policy, given that of the log
     */
    public PolicyReplay(UnaryOperator<ExplorationConfig> target) {
        this(target, Ranking.AS_LOGGED);
    }

    /**
     * Creates one that ranks anew; candidates of equal scores stay in their order.
     *
     * @param target the other policy, given that of the log
     */
    public PolicyReplay(UnaryOperator<ExplorationConfig> target, Ranking ranking) {
        this.target = target;
        this.ranking = ranking;
    }

    /** Makes it tell no {@link ReplayedSlate#conditional}, which costs more than everything else together; returns this. */
    public PolicyReplay withoutConditionals() {
        telling = false;
        return this;
    }

    /**
     * Replays a decision.
     *
     * @return empty for slates in which nothing was drawn, for later pages, whose candidates depend on the pages before, where the
     *     log does not hold what the other policy draws by, where its draw would be too costly to be made, and where the other
     *     ranking cannot tell
     * @throws IllegalArgumentException when the logged policy or its parameters are not known
     */
    public Optional<ReplayedSlate> replay(Decision decision) {
        if (decision.candidates().isEmpty() || decision.slate().firstPosition() > 1) {
            return Optional.empty();
        }
        ExplorationConfig logged = LoggedDraw.fill(decision, loggedPool);
        ExplorationConfig other = target.apply(logged);
        float[] scores = new float[loggedPool.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = loggedPool.score(i);
        }
        if (!ranking.score(decision, scores)) {
            return Optional.empty();
        }
        order(scores);
        if (!fill(logged, other, scores) || !DrawBudget.allows(other, targetPool)) {
            return Optional.empty();
        }
        List<String> items = new ArrayList<>();
        decision.candidates().forEach(candidate -> items.add(candidate.item()));
        return Optional.of(replay(items, LoggedDraw.slate(decision), logged, other));
    }

    /** Finds the order of the target's pool: that of the log, which may be a diversified one, unless scores changed. */
    private void order(float[] scores) {
        IntStream all = IntStream.range(0, scores.length);
        reranked = IntStream.range(0, scores.length).anyMatch(c -> scores[c] != loggedPool.score(c));
        order = reranked
                ? all.boxed()
                        .sorted(Comparator.comparingDouble(candidate -> -scores[candidate]))
                        .mapToInt(Integer::intValue)
                        .toArray()
                : all.toArray();
        ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
    }

    /** Fills the pool of the other policy; returns whether the log holds what it takes. */
    private boolean fill(ExplorationConfig logged, ExplorationConfig other, float[] scores) {
        int size = other.poolSize(loggedPool.size(), loggedPool.slots());
        float[] falling = new float[size];
        for (int rank = 0; rank < size; rank++) {
            falling[rank] = -scores[order[rank]];
        }
        Arrays.sort(falling);
        targetPool.reset(loggedPool.slots(), other.pinned());
        boolean alike = logged.policy() == other.policy();
        // A logit is that of a rank among all that take part.
        boolean sameLogits =
                alike && !reranked && logged.temperature() == other.temperature() && size == loggedPool.size();
        for (int rank = 0; rank < size; rank++) {
            float drawnBy = loggedPool.logit(order[rank]);
            float logit = switch (other.policy()) {
                case PLACKETT_LUCE -> sameLogits ? drawnBy : other.logit(-falling[rank]);
                case THOMPSON ->
                    logged.deviation() == other.deviation()
                            ? drawnBy
                            : (float) (drawnBy * (other.deviation() / logged.deviation()));
                case TEAM_DRAFT -> drawnBy;
                case GREEDY, UNIFORM, EXPLORE_SLOT, RAND_PAIR, FAIR_PAIRS -> 0;
            };
            if (!Float.isFinite(logit)) {
                return false;
            }
            targetPool.add(scores[order[rank]], logit);
        }
        return alike || (other.policy() != Policy.THOMPSON && other.policy() != Policy.TEAM_DRAFT);
    }

    private ReplayedSlate replay(List<String> items, int[] shown, ExplorationConfig logged, ExplorationConfig other) {
        int slots = shown.length;
        int size = items.size();
        boolean everything = loggedPool.pinned() == 0 && logged.floor() > 0;
        double[] ofLog = everything ? new double[0] : all(logged, loggedPool, size, slots);
        double[] ofTarget = byCandidate(all(other, targetPool, size, slots), size, slots);
        int[] ranked = Arrays.stream(shown).map(candidate -> ranks[candidate]).toArray();
        double[] atSlots = new double[slots];
        marginals.positions(logged, loggedPool, PageState.FIRST, shown, atSlots);
        double[] ratios = new double[slots];
        double[] uncovered = new double[slots];
        explorer.assess(logged, loggedPool, PageState.FIRST, shown, loggedDraw);
        boolean possible = Arrays.stream(ranked).allMatch(rank -> rank < targetPool.size());
        if (possible) {
            explorer.assess(other, targetPool, PageState.FIRST, ranked, targetDraw);
        }
        for (int k = 0; k < slots; k++) {
            ratios[k] = Math.exp(lnPrefix(ranked, k, other, possible) - loggedDraw.lnPrefix(k));
            // With a floor everything may be shown anywhere.
            for (int c = 0; c < size && !everything; c++) {
                uncovered[k] += ofLog[c * slots + k] == 0 ? ofTarget[c * slots + k] : 0;
            }
        }
        return new ReplayedSlate(
                items,
                shown,
                atSlots,
                ofTarget,
                byCandidate(conditionals(ranked, size, other), size, slots),
                ratios,
                uncovered,
                pinnedAlike(),
                loggedPool.pinned() == 0 && (logged.policy() == Policy.UNIFORM || logged.floor() == 1));
    }

    /** Returns how many slots at the top both pin, with the same candidates. */
    private int pinnedAlike() {
        int both = Math.min(loggedPool.pinned(), targetPool.pinned());
        int alike = 0;
        while (alike < both && order[alike] == alike) {
            alike++;
        }
        return alike;
    }

    /** Returns rows by rank as rows by candidate. */
    private double[] byCandidate(double[] byRank, int candidates, int slots) {
        double[] found = new double[byRank.length];
        for (int candidate = 0; candidate < candidates; candidate++) {
            System.arraycopy(byRank, ranks[candidate] * slots, found, candidate * slots, slots);
        }
        return found;
    }

    /** Returns P(candidate at slot), shape (candidates × slots), by place in the pool; those beyond the pool have 0. */
    private double[] all(ExplorationConfig config, DrawPool pool, int candidates, int slots) {
        double[] found = new double[candidates * slots];
        int[] all = new int[pool.size()];
        Arrays.setAll(all, i -> i);
        marginals.vectors(config, pool, PageState.FIRST, all, all.length, found);
        return found;
    }

    /** Returns ln P(the first slots under the other policy); a slate that it cannot make may begin like one that it can. */
    private double lnPrefix(int[] shown, int slot, ExplorationConfig other, boolean possible) {
        if (possible) {
            return targetDraw.lnPrefix(slot);
        }
        for (int k = 0; k <= slot; k++) {
            if (shown[k] >= targetPool.size()) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        explorer.assess(other, targetPool, PageState.FIRST, completed(shown, slot + 1), trial);
        return trial.lnPrefix(slot);
    }

    /** Returns a slate that begins with the first slots of another, and goes on with whatever is left of the pool. */
    private int[] completed(int[] shown, int slots) {
        int[] slate = Arrays.copyOf(shown, shown.length);
        int next = 0;
        for (int k = slots; k < slate.length; k++) {
            while (contains(slate, k, next)) {
                next++;
            }
            slate[k] = next;
        }
        return slate;
    }

    private static boolean contains(int[] slate, int slots, int candidate) {
        for (int k = 0; k < slots; k++) {
            if (slate[k] == candidate) {
                return true;
            }
        }
        return false;
    }

    /** Returns P(candidate at slot | what is shown above it), shape (candidates × slots), by rank. */
    private double[] conditionals(int[] shown, int candidates, ExplorationConfig other) {
        double[] found = new double[candidates * shown.length];
        if (!telling || other.policy() == Policy.THOMPSON) {
            Arrays.fill(found, Double.NaN);
            return found;
        }
        for (int k = pinnedAlike(); k < shown.length; k++) {
            if (k > 0 && shown[k - 1] >= targetPool.size()) {
                break;
            }
            for (int c = 0; c < targetPool.size(); c++) {
                if (!contains(shown, k, c)) {
                    int[] slate = Arrays.copyOf(shown, shown.length);
                    slate[k] = c;
                    explorer.assess(other, targetPool, PageState.FIRST, completed(slate, k + 1), trial);
                    double probability = Math.exp(trial.lnConditional(k));
                    found[c * shown.length + k] = Double.isNaN(probability) ? 0 : probability;
                }
            }
        }
        return found;
    }
}

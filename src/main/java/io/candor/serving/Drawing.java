package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.exploration.DrawBudget;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.ranking.RankedList;
import io.candor.ranking.Ranker;
import io.candor.ranking.RankingQuery;
import java.util.Arrays;

/**
 * Draws the slate of a draft from its ranked list: the last step, after every rule.
 *
 * <p>Plackett–Luce draws by the score that belongs to a rank: the k-th candidate of the list has the k-th best score over
 * temperature as its logit. Where the list is in the order of the scores that is its own; where the list was diversified the
 * draw respects that order too, and at temperature 0 would repeat it. Thompson's standard deviation falls with what is known:
 * deviation / √(1 + occurrences of the item in the training data). Belongs to one event loop.
 */
final class Drawing {
    private final Explorer explorer = new Explorer();
    private final Ranker opponents = new Ranker(512);
    private final RankedList opposing = new RankedList(ExplorationConfig.MAX_CANDIDATES);
    private double[] ordered = {};
    private int[] opposingRanks = {};

    /** Returns how many of the best candidates have to be ranked. */
    static int wanted(ExplorationConfig config, int slots) {
        return config.isCertain() ? slots : config.poolSize(Integer.MAX_VALUE, slots);
    }

    /** Draws; nothing is drawn when nothing is left to chance. */
    void draw(Draft draft, RankingQuery query) {
        ExplorationConfig config = draft.work().placed().exploration();
        PageState page = draft.place.page();
        if (config.isCertain() || draft.ranked().size() == 0) {
            draft.certain(page.component() == PageState.UNDRAWN ? PageState.CERTAIN : page);
            return;
        }
        draft.pool.reset(draft.work().limit(), draft.shown.size() == 0 ? config.pinned() : 0);
        fill(draft, query, config);
        if (!DrawBudget.allows(config, draft.pool)) {
            draft.degrade(Degradation.EXPLORATION_TOO_COSTLY);
            draft.certain(page.component() == PageState.UNDRAWN ? PageState.CERTAIN : page);
            return;
        }
        long seed = draft.place.seed() + draft.shown.size();
        explorer.draw(config, draft.pool, page, seed, draft.draw);
        draft.drawn(seed);
    }

    private void fill(Draft draft, RankingQuery query, ExplorationConfig config) {
        RankedList ranked = draft.ranked();
        int size = Math.min(ranked.size(), wanted(config, draft.work().limit()));
        if (config.policy() == Policy.PLACKETT_LUCE) {
            order(ranked, size);
        } else if (config.policy() == Policy.TEAM_DRAFT) {
            oppose(draft, query);
        }
        for (int i = 0; i < size; i++) {
            float logit = switch (config.policy()) {
                case PLACKETT_LUCE -> config.logit(ordered[i]);
                case THOMPSON -> deviation(config, query.catalog(), ranked.ordinal(i));
                case TEAM_DRAFT -> opposingRanks[ranked.candidate(i)];
                case GREEDY, UNIFORM, EXPLORE_SLOT, RAND_PAIR, FAIR_PAIRS -> 0;
            };
            draft.pool.add((float) Math.clamp(ranked.score(i), -Float.MAX_VALUE, Float.MAX_VALUE), logit);
        }
    }

    /** Puts the scores of the first candidates into {@link #ordered}, best first. */
    private void order(RankedList ranked, int size) {
        if (ordered.length < size) {
            ordered = new double[size];
        }
        boolean falling = true;
        for (int i = 0; i < size; i++) {
            ordered[i] = ranked.score(i);
            falling = falling && (i == 0 || ordered[i] <= ordered[i - 1]);
        }
        if (!falling) {
            Arrays.sort(ordered, 0, size);
            for (int i = 0, j = size - 1; i < j; i++, j--) {
                double low = ordered[i];
                ordered[i] = ordered[j];
                ordered[j] = low;
            }
        }
    }

    private static float deviation(ExplorationConfig config, CatalogSnapshot catalog, int ordinal) {
        return (float) (config.deviation() / Math.sqrt(1 + Math.max(0, catalog.popularity(ordinal))));
    }

    /** Ranks all candidates as the challenger would, and notes the rank of each. */
    private void oppose(Draft draft, RankingQuery query) {
        int candidates = draft.candidates().size();
        int slots = draft.work().limit();
        opponents.rank(
                query.withConfig(draft.work().placement().challenger()),
                draft.candidates(),
                candidates,
                slots,
                opposing);
        if (opposingRanks.length < candidates) {
            opposingRanks = new int[candidates];
        }
        for (int rank = 0; rank < opposing.size(); rank++) {
            opposingRanks[opposing.candidate(rank)] = rank;
        }
    }
}

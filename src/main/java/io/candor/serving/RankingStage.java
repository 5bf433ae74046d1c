package io.candor.serving;

import io.candor.catalog.IdTable;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.event.Subject;
import io.candor.math.FloatColumn;
import io.candor.model.ModelSnapshot;
import io.candor.ranking.Damping;
import io.candor.ranking.DiversityConfig;
import io.candor.ranking.Ranker;
import io.candor.ranking.RankingConfig;
import io.candor.ranking.RankingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * From candidates to a slate: scores and orders them, signs what is shown, and says where the next page begins.
 *
 * <p>Belongs to one event loop; blocks nothing.
 */
public final class RankingStage {
    /** The policy of a slate in which nothing was left to chance: every propensity is 1. */
    static final String GREEDY = "greedy";

    /** A placement that does not ask what the model expects of the user is not ordered by it. */
    private static final FloatColumn NO_BIAS = FloatColumn.of(new float[0]);

    private final SlateTokens tokens;
    private final DecisionLog decisions;
    private final LongSupplier nanoTime;
    private final Ranker ranker = new Ranker(512);

    /**
     * Creates the stage of one event loop.
     *
     * @param decisions gets every decision before its slate is returned
     * @param nanoTime {@link System#nanoTime} or a clock of a test
     */
    public RankingStage(SlateTokens tokens, DecisionLog decisions, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.decisions = decisions;
        this.nanoTime = nanoTime;
    }

    /** Returns the slate of a draft, which closes it. When this throws, the draft is still the caller's to close. */
    public Slate rank(Draft draft) {
        Draft.Work work = draft.work();
        RankingQuery query = query(draft);
        ranker.rank(query, draft.candidates, work.limit(), draft.ranked);
        int firstPosition = draft.shown.size() + 1;
        String cursor = cursor(draft);
        SlateRecord shown = record(draft, firstPosition);
        String token = tokens.issue(shown);
        if (!decisions.offer(decision(draft, shown))) {
            draft.degrade(Degradation.DECISION_NOT_LOGGED);
        }
        return new RankedSlate(draft, ranker, query, firstPosition, token, cursor);
    }

    private RankingQuery query(Draft draft) {
        Draft.Work work = draft.work();
        ModelSnapshot model = work.model().snapshot();
        RankingConfig config = work.placement().ranking();
        if (nanoTime.getAsLong() - work.hurryNanos() > 0) {
            draft.degrade(Degradation.RANKING_DEADLINE);
            config = config.withDiversity(DiversityConfig.OFF);
        }
        return new RankingQuery(
                config,
                work.catalog(),
                work.model().vectors(),
                work.placement().personal() ? model.itemBias() : NO_BIAS,
                draft.user(),
                draft.userRow == IdTable.NOT_FOUND ? 0 : model.userBias().at(draft.userRow),
                work.nowMillis(),
                draft.effects().damps() ? draft.effects() : Damping.NONE);
    }

    /** Adds the slate to what was shown; empty when no further item is left. */
    private static String cursor(Draft draft) {
        Draft.Work work = draft.work();
        for (int i = 0; i < draft.ranked.size(); i++) {
            draft.shown.add((int) work.catalog().hashAt(draft.ranked.ordinal(i)));
        }
        boolean more = draft.candidates.size() > draft.ranked.size();
        return more ? Cursor.encode(work.request(), draft.shown) : "";
    }

    private static SlateRecord record(Draft draft, int firstPosition) {
        Draft.Work work = draft.work();
        RecommendationRequest request = work.request();
        List<SlateRecord.ShownItem> items = new ArrayList<>(draft.ranked.size());
        for (int i = 0; i < draft.ranked.size(); i++) {
            items.add(new SlateRecord.ShownItem(work.catalog().idAt(draft.ranked.ordinal(i)), 1));
        }
        return new SlateRecord(
                UUID.fromString(request.requestId()),
                work.nowMillis(),
                Subject.of(request.user(), request.session()),
                request.placement(),
                work.model().version(),
                GREEDY,
                Map.of(),
                firstPosition,
                items);
    }

    private static Decision decision(Draft draft, SlateRecord shown) {
        Draft.Work work = draft.work();
        List<Decision.Impression> impressions = new ArrayList<>(draft.ranked.size());
        for (int i = 0; i < draft.ranked.size(); i++) {
            impressions.add(Decision.Impression.certain(
                    shown.firstPosition() + i, draft.ranked.score(i), draft.ranked.sources(i)));
        }
        return new Decision(
                shown,
                work.limit(),
                draft.degradation().map(Degradation::wire),
                Decision.Draw.CERTAIN,
                impressions,
                List.of(),
                draft.candidates.size(),
                work.request().contextAttributes());
    }
}

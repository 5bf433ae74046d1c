package io.candor.serving;

import io.candor.catalog.IdTable;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.math.FloatColumn;
import io.candor.model.ModelSnapshot;
import io.candor.ranking.Damping;
import io.candor.ranking.DiversityConfig;
import io.candor.ranking.Ranker;
import io.candor.ranking.RankingConfig;
import io.candor.ranking.RankingQuery;
import java.util.function.LongSupplier;

/**
 * From candidates to a slate: scores and orders them, draws, signs what is shown, and says where the next page begins.
 *
 * <p>Belongs to one event loop; blocks nothing.
 */
public final class RankingStage {
    /** A placement that does not ask what the model expects of the user is not ordered by it. */
    private static final FloatColumn NO_BIAS = FloatColumn.of(new float[0]);

    private final SlateTokens tokens;
    private final Cursors cursors;
    private final DecisionLog decisions;
    private final LongSupplier nanoTime;
    private final Ranker ranker = new Ranker(512);
    private final Drawing drawing = new Drawing();
    private final LoggedSlates logged = new LoggedSlates();

    /**
     * Creates the stage of one event loop.
     *
     * @param cursors writes where the next page begins
     * @param decisions gets every decision before its slate is returned
     * @param nanoTime {@link System#nanoTime} or a clock of a test
     */
    public RankingStage(SlateTokens tokens, Cursors cursors, DecisionLog decisions, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.cursors = cursors;
        this.decisions = decisions;
        this.nanoTime = nanoTime;
    }

    /** Returns the slate of a draft, which closes it. When this throws, the draft is still the caller's to close. */
    public Slate rank(Draft draft) {
        RankingQuery query = ranked(draft);
        draft.ended(Stage.RANKING, nanoTime.getAsLong());
        drawing.draw(draft, query);
        draft.ended(Stage.EXPLORATION, nanoTime.getAsLong());
        int firstPosition = draft.shown.size() + 1;
        String cursor = cursor(draft);
        SlateRecord shown = logged.record(draft, firstPosition);
        String token = tokens.issue(shown);
        if (!decisions.offer(logged.decision(draft, shown))) {
            draft.degrade(Degradation.DECISION_NOT_LOGGED);
        }
        draft.ended(Stage.LOG, nanoTime.getAsLong());
        return new RankedSlate(draft, ranker, query, shown, token, cursor);
    }

    /** Ranks the candidates, unless their order is known; returns by what. */
    private RankingQuery ranked(Draft draft) {
        Draft.Work work = draft.work();
        RankingConfig config = work.placement().ranking();
        Remembered remembered = draft.remembered();
        if (remembered != null && draft.recallOrder(remembered)) {
            return query(draft, config, remembered.rankedMillis());
        }
        if (nanoTime.getAsLong() - work.hurryNanos() > 0) {
            draft.degrade(Degradation.RANKING_DEADLINE);
            config = config.withDiversity(DiversityConfig.OFF);
        }
        RankingQuery query = query(draft, config, work.nowMillis());
        int wanted = Drawing.wanted(work.placed().exploration(), work.limit());
        ranker.rank(query, draft.candidates(), wanted, work.limit(), draft.ranked());
        if (remembered != null && draft.degradation().isEmpty()) {
            remembered.rank(draft.ranked(), work.nowMillis());
        }
        return query;
    }

    private static RankingQuery query(Draft draft, RankingConfig config, long nowMillis) {
        Draft.Work work = draft.work();
        ModelSnapshot model = work.model().snapshot();
        return new RankingQuery(
                config,
                work.catalog(),
                work.model().vectors(),
                work.placement().personal() ? model.itemBias() : NO_BIAS,
                draft.user(),
                draft.userRow == IdTable.NOT_FOUND ? 0 : model.userBias().at(draft.userRow),
                nowMillis,
                draft.effects().damps() ? draft.effects() : Damping.NONE);
    }

    /** Adds the slate to what was shown; empty when no further item is left. */
    private String cursor(Draft draft) {
        Draft.Work work = draft.work();
        for (int i = 0; i < draft.size(); i++) {
            draft.shown.add((int) work.catalog().hashAt(draft.ranked().ordinal(draft.at(i))));
        }
        boolean more = draft.candidates().size() > draft.size();
        return more ? cursors.encode(work.request(), draft.shown, draft.place.seed(), draft.next()) : "";
    }
}

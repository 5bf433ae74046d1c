package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.event.Candidates;
import io.candor.exploration.ExplorationConfig;
import io.candor.math.Bits;
import io.candor.profile.Profile;
import io.candor.ranking.RankedList;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.QueryVector;
import org.jspecify.annotations.Nullable;

/**
 * What a slate was made from before chance came in: its candidates and, once they were ranked, their order and what is logged of
 * them; and what all that depends on. Belongs to one event loop.
 */
final class Remembered {
    private final CandidateList candidates;
    private final Profile profile;
    private final QueryVector user;
    private final PlacementConfig placement;
    private final ExplorationConfig exploration;
    private final @Nullable Bits eligible;
    private final int limit;
    private final long madeMillis;

    private @Nullable RankedList ranked;
    private long rankedMillis;
    private @Nullable String[] ids = {};
    private Candidates logged = Candidates.NONE;

    /** Remembers the candidates of a draft. */
    Remembered(Draft draft) {
        Draft.Work work = draft.work();
        candidates = draft.candidates().copy();
        profile = work.profile();
        user = draft.user().copy();
        placement = work.placement();
        exploration = work.placed().exploration();
        eligible = work.catalog().eligibleAt(work.nowMillis());
        limit = work.limit();
        madeMillis = work.nowMillis();
    }

    /** Returns whether a draft over the same model and catalogue would be made from the same. */
    @SuppressWarnings(
            "ReferenceEquality") // immutable and shared; equal ones of another identity are rare, and comparing is not
    // cheap
    boolean holdsFor(Draft draft, long mostAgeMillis) {
        Draft.Work work = draft.work();
        return isSame(profile, work.profile())
                && user.isSame(draft.user())
                && placement == work.placement()
                && exploration == work.placed().exploration()
                && limit == work.limit()
                && eligible == work.catalog().eligibleAt(work.nowMillis())
                && Math.abs(work.nowMillis() - madeMillis) < mostAgeMillis;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Profile a, Profile b) {
        return a == b || (a.isEmpty() && b.isEmpty());
    }

    CandidateList candidates() {
        return candidates;
    }

    /** Returns the candidates in their order, null as long as they were not ranked. */
    @Nullable
    RankedList ranked() {
        return ranked;
    }

    /** Returns the time that the scores are of. */
    long rankedMillis() {
        return rankedMillis;
    }

    /** Remembers the order of the candidates; copied. */
    void rank(RankedList order, long nowMillis) {
        ranked = order.copy();
        rankedMillis = nowMillis;
        ids = new String[order.size()];
    }

    /** Returns the id of an item by its rank. */
    String idAt(int rank, int ordinal, CatalogSnapshot catalog) {
        String id = ids[rank];
        if (id == null) {
            id = catalog.idAt(ordinal);
            ids[rank] = id;
        }
        return id;
    }

    /** Returns what is logged of the candidates of a draw, none as long as nothing was logged. */
    Candidates logged() {
        return logged;
    }

    void log(Candidates candidatesOfDraw) {
        logged = candidatesOfDraw;
    }
}

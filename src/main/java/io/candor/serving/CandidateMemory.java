package io.candor.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.candor.catalog.CatalogSnapshot;
import io.candor.event.Subject;
import io.candor.math.Bits;
import io.candor.profile.Profile;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.QueryVector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of slates that were made lately, so that who asks again is not searched for again. What follows the sources,
 * ranking and the draw, is done anew each time.
 *
 * <p>Candidates are remembered for a subject on a placement, as long as nothing changes that they were found by: profile, vector,
 * model, catalogue, what may be shown, and the placement. A request that says more of what it wants (a filter, items to leave out, the
 * item being looked at, a later page) is not remembered. Suppressions that end meanwhile are noticed when the memory is too old.
 * Belongs to one event loop and one model; about {@value #BYTES_A_CANDIDATE} bytes a candidate.
 */
final class CandidateMemory {
    private static final int BYTES_A_CANDIDATE = 40;

    private final Cache<Asked, Found> remembered;
    private final long mostAgeMillis;
    private @Nullable CatalogSnapshot catalog;
    private long recalled;

    private record Asked(Subject subject, String placement) {}

    /** Candidates, and what they were found by. */
    private record Found(
            CandidateList candidates,
            Profile profile,
            QueryVector user,
            PlacementConfig placement,
            @Nullable Bits eligible,
            int limit,
            long madeMillis) {}

    CandidateMemory(int entries, Duration mostAge) {
        this.remembered = Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build();
        this.mostAgeMillis = mostAge.toMillis();
    }

    /** Returns whether the candidates of a draft are those of its subject and placement, and of nothing else. */
    static boolean isLasting(Draft draft) {
        RecommendationRequest request = draft.work().request();
        return draft.degradation().isEmpty()
                && request.cursor().isEmpty()
                && request.contextItem().isEmpty()
                && request.recent().isEmpty()
                && request.filter().isEmpty()
                && request.exclude().isEmpty()
                && request.excludeSlates().isEmpty();
    }

    /** Sets the candidates of a lasting draft to those that are remembered; returns whether there are any. */
    boolean recall(Draft draft) {
        Draft.Work work = draft.work();
        if (catalog != work.catalog()) {
            remembered.invalidateAll();
            catalog = work.catalog();
        }
        Found found = remembered.getIfPresent(asked(work));
        if (found == null || !holds(found, draft)) {
            return false;
        }
        draft.candidates.copyFrom(found.candidates);
        recalled++;
        return true;
    }

    /** Returns how many drafts needed no search. */
    long recalled() {
        return recalled;
    }

    private boolean holds(Found found, Draft draft) {
        Draft.Work work = draft.work();
        return isSame(found.profile, work.profile())
                && found.user.isSame(draft.user())
                && found.placement == work.placement()
                && found.limit == work.limit()
                && found.eligible == work.catalog().eligibleAt(work.nowMillis())
                && Math.abs(work.nowMillis() - found.madeMillis) < mostAgeMillis;
    }

    private static boolean isSame(Profile a, Profile b) {
        return a == b || (a.isEmpty() && b.isEmpty());
    }

    /** Remembers the candidates of a lasting draft. */
    void keep(Draft draft) {
        Draft.Work work = draft.work();
        remembered.put(
                asked(work),
                new Found(
                        draft.candidates.copy(),
                        work.profile(),
                        draft.user().copy(),
                        work.placement(),
                        work.catalog().eligibleAt(work.nowMillis()),
                        work.limit(),
                        work.nowMillis()));
    }

    private static Asked asked(Draft.Work work) {
        return new Asked(work.profile().subject(), work.request().placement());
    }
}

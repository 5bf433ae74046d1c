package io.candor.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.candor.catalog.CatalogSnapshot;
import io.candor.event.Subject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What slates were made from lately, so that for who asks again nothing is searched and ranked again. The draw follows anew.
 *
 * <p>It is remembered for a subject on a placement, as long as nothing changes that it depends on: profile, vector, model, catalogue,
 * what may be shown, the placement and its exploration. A request that says more of what it wants (a filter, items to leave out, the
 * item being looked at, a later page) is not remembered. What changes with time alone, as recency does and a suppression that
 * ends, is noticed when the memory is too old. Belongs to one event loop and one model.
 */
final class CandidateMemory {
    private final Cache<Asked, Remembered> remembered;
    private final long mostAgeMillis;
    private @Nullable CatalogSnapshot catalog;
    private long recalled;

    /** What tells candidates apart: strangers are known by the attributes of the context. */
    private record Asked(Subject subject, String placement, Map<String, String> attributes) {}

    CandidateMemory(int entries, Duration mostAge) {
        this.remembered = Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build();
        this.mostAgeMillis = mostAge.toMillis();
    }

    /** Returns whether the candidates of a draft are those of its subject, placement and attributes, and of nothing else. */
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

    /** Gives a lasting draft what is remembered for it; returns whether there is anything. */
    @SuppressWarnings("ReferenceEquality") // another snapshot is another catalogue
    boolean recall(Draft draft) {
        Draft.Work work = draft.work();
        if (catalog != work.catalog()) {
            remembered.invalidateAll();
            catalog = work.catalog();
        }
        Remembered found = remembered.getIfPresent(asked(work));
        if (found == null || !found.holdsFor(draft, mostAgeMillis)) {
            return false;
        }
        draft.recall(found);
        recalled++;
        return true;
    }

    /** Returns how many drafts needed no search. */
    long recalled() {
        return recalled;
    }

    /** Remembers the candidates of a lasting draft, to which their order is added when they are ranked. */
    void keep(Draft draft) {
        Remembered kept = new Remembered(draft);
        remembered.put(asked(draft.work()), kept);
        draft.recall(kept);
    }

    private static Asked asked(Draft.Work work) {
        return new Asked(
                work.profile().subject(),
                work.request().placement(),
                work.request().contextAttributes());
    }
}

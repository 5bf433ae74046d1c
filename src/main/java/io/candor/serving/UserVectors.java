package io.candor.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.candor.catalog.IdTable;
import io.candor.event.Subject;
import io.candor.profile.FoldIn;
import io.candor.profile.FoldInModel;
import io.candor.profile.Profile;
import io.candor.profile.ProfileRules;
import io.candor.retrieval.QueryVector;
import java.util.Optional;

/**
 * Works out the vector of who asks: the trained one, moved by what they did since, or one folded in from that alone.
 *
 * <p>The items of the session that the request names count like clicks, the newest most. Of whom nothing else is known the context's
 * attributes are taken for what they look for, where the model knows such items. Vectors are remembered for a while, as
 * long as neither profile nor model change. Belongs to one event loop.
 */
final class UserVectors {
    /** Room for items that only the request names. */
    private static final int MOST_RECENT = 20;

    private static final int REMEMBERED = 2_048;
    private static final long MOST_AGE_MILLIS = 60_000;

    private final ProfileRules rules;
    private final ErasedSubjects erased;
    private final FoldIn foldIn;
    private final EvidenceVectors evidence;
    private final Cache<Subject, Folded> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** A vector, and what it was made from; names the model, so as not to keep a generation that serves no more. */
    private static final class Folded {
        private final Profile profile;
        private final String model;
        private final long madeMillis;
        private final float[] vector;

        Folded(Draft.Work work, float[] vector) {
            this.profile = work.profile();
            this.model = work.model().version();
            this.madeMillis = work.nowMillis();
            this.vector = vector.clone();
        }

        boolean isFresh(Draft.Work work) {
            return profile == work.profile()
                    && model.equals(work.model().version())
                    && Math.abs(work.nowMillis() - madeMillis) < MOST_AGE_MILLIS;
        }
    }

    UserVectors(ProfileRules rules, ErasedSubjects erased) {
        this.rules = rules;
        this.erased = erased;
        int most = rules.maxEvidence() + MOST_RECENT;
        this.evidence = new EvidenceVectors(most);
        this.foldIn = new FoldIn(most);
    }

    /**
     * Sets {@code user} to the vector of who asks, or leaves it absent when nothing is known of them.
     *
     * @return their row in the model, {@link IdTable#NOT_FOUND} when it does not know them
     */
    int find(Draft.Work work, QueryVector user) {
        int row = work.model().rowOf(work.profile().subject(), erased);
        if (row != IdTable.NOT_FOUND) {
            user.set(work.model().snapshot().users(), row);
        }
        Optional<FoldInModel> model = work.model().foldIn();
        boolean says = !work.profile().isEmpty()
                || !work.request().recent().isEmpty()
                || (!user.isPresent() && !work.request().contextAttributes().isEmpty());
        if (says && model.isPresent()) {
            foldIn(work, model.get(), user);
        }
        return row;
    }

    private void foldIn(Draft.Work work, FoldInModel model, QueryVector user) {
        Subject subject = work.profile().subject();
        boolean lasting = work.request().recent().isEmpty() && !subject.isNobody();
        Folded known = lasting ? remembered.getIfPresent(subject) : null;
        if (known != null && known.isFresh(work)) {
            user.set(known.vector);
            return;
        }
        gather(work);
        boolean ofDeeds = evidence.size() > 0;
        if (!ofDeeds && !user.isPresent()) {
            imagine(work);
        }
        if (fold(model, user) && ofDeeds && lasting) {
            remembered.put(subject, new Folded(work, user.values()));
        }
    }

    private boolean fold(FoldInModel model, QueryVector user) {
        if (evidence.size() == 0) {
            return false;
        }
        if (!user.isPresent()) {
            evidence.strengthen();
        }
        float[] vector = user.valuesOrZeros();
        boolean solved = foldIn.solve(model, evidence.vectors(), evidence.strengths(), evidence.size(), vector, 0);
        if (solved) {
            user.set(vector);
        }
        return solved;
    }

    private void gather(Draft.Work work) {
        evidence.begin(work.catalog(), work.model().vectors());
        rules.evidence(work.profile(), work.nowMillis(), evidence);
        evidence.addRecent(work.request().recent());
        evidence.end();
    }

    private void imagine(Draft.Work work) {
        evidence.begin(work.catalog(), work.model().vectors());
        evidence.addWished(work.model().newItems(), work.request().contextAttributes());
        evidence.end();
    }
}

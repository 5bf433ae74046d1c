package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.IdTable;
import io.candor.exploration.DrawPool;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exploration.SlateDraw;
import io.candor.model.ModelSnapshot;
import io.candor.profile.Profile;
import io.candor.profile.ProfileRules;
import io.candor.ranking.RankedList;
import io.candor.retrieval.CandidateList;
import io.candor.retrieval.QueryVector;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slate in the making: what one request has taken hold of, and what the stages have found so far.
 *
 * <p>Made by {@link RetrievalStage}, finished by {@link RankingStage}; whoever holds it when something fails closes it.
 * Pooled: it and its buffers belong to one event loop and are used by one request at a time.
 */
public final class Draft implements AutoCloseable {
    private static final Cursors.Place NOWHERE = new Cursors.Place(0, PageState.FIRST);

    private final DraftPool home;

    final ItemHashes shown = new ItemHashes();
    final DrawPool pool = new DrawPool(RecommendationRequest.MAX_LIMIT);
    final SlateDraw draw = new SlateDraw();
    Cursors.Place place = NOWHERE;

    /** Row of the user in the model, {@link IdTable#NOT_FOUND} when it does not know them. */
    int userRow;

    private final CandidateList ownCandidates = new CandidateList(256);
    private final RankedList ownRanked = new RankedList(RecommendationRequest.MAX_LIMIT);
    private CandidateList candidates = ownCandidates;
    private RankedList ranked = ownRanked;
    private @Nullable Remembered remembered;

    private QueryVector user = new QueryVector(0);
    private final ProfileEffects effects = new ProfileEffects();
    private @Nullable Work work;
    private @Nullable Degradation degradation;
    private final long[] ends = new long[Stage.values().length];
    private boolean drawn;
    private long seed;
    private PageState next = PageState.CERTAIN;

    Draft(DraftPool home) {
        this.home = home;
    }

    /**
     * What a request holds on to from the first stage to the last.
     *
     * @param request as it came
     * @param profile of who asks
     * @param placed how it is answered: its placement, as experiments change it
     * @param model the generation it is answered from; a reference is held
     * @param catalog the catalogue it is answered from
     * @param nowMillis when it is answered, epoch milliseconds
     * @param hurryNanos {@link System#nanoTime} value after which quality is given up for time
     * @param limit items wanted, 1..100
     */
    record Work(
            RecommendationRequest request,
            Profile profile,
            Placed placed,
            ServingModel model,
            CatalogSnapshot catalog,
            long nowMillis,
            long hurryNanos,
            int limit) {
        PlacementConfig placement() {
            return placed.config();
        }
    }

    Work work() {
        Work w = work;
        if (w == null) {
            throw new IllegalStateException("the draft is closed");
        }
        return w;
    }

    void begin(Work begun, ProfileRules rules, UserVectors vectors) {
        work = begun;
        degradation = null;
        drawn = false;
        letGo();
        ownCandidates.clear();
        ownRanked.clear();
        shown.clear();
        findUser(begun, vectors);
        effects.begin(rules, begun.profile(), begun.catalog(), begun.model().vectors(), begun.nowMillis());
    }

    /** Notes when a stage ended. */
    void ended(Stage stage, long nanos) {
        ends[stage.ordinal()] = nanos;
    }

    long endNanos(Stage stage) {
        return ends[stage.ordinal()];
    }

    /** Lets go of what is remembered. */
    private void letGo() {
        remembered = null;
        candidates = ownCandidates;
        ranked = ownRanked;
    }

    /** Goes on from the candidates that are remembered. */
    void recall(Remembered known) {
        remembered = known;
        candidates = known.candidates();
    }

    /** Goes on from the order that is remembered of the candidates; returns whether there is one. */
    boolean recallOrder(Remembered known) {
        RankedList order = known.ranked();
        if (order != null) {
            ranked = order;
        }
        return order != null;
    }

    /** Returns what is remembered, or is to be, of what this slate is made from; null when nothing is. */
    @Nullable
    Remembered remembered() {
        return remembered;
    }

    /** Returns the candidates; in those that are remembered only missing inner products are filled in. */
    CandidateList candidates() {
        return candidates;
    }

    /** Returns the ranked candidates; those that are remembered are only read. */
    RankedList ranked() {
        return ranked;
    }

    /** Returns the id of the item at a slot. */
    String idAt(int slot) {
        int rank = at(slot);
        CatalogSnapshot catalog = work().catalog();
        Remembered known = remembered;
        return known == null || known.ranked() == null
                ? catalog.idAt(ranked.ordinal(rank))
                : known.idAt(rank, ranked.ordinal(rank), catalog);
    }

    /** Returns what the profile of who asks does to this slate. */
    ProfileEffects effects() {
        return effects;
    }

    /** Returns the vector of the user; absent when the model does not know them or the placement does not ask. */
    QueryVector user() {
        return user;
    }

    /** Notes that the slate is the beginning of the ranked list. */
    void certain(PageState nextPage) {
        drawn = false;
        next = nextPage;
    }

    /** Notes that {@link #draw} has drawn the slate, from {@link #pool}. */
    void drawn(long newSeed) {
        drawn = true;
        seed = newSeed;
        next = draw.next();
    }

    /** Returns whether anything was left to chance. */
    boolean isDrawn() {
        return drawn;
    }

    /** Returns the name of the policy that made the slate. */
    String policy() {
        return drawn ? work().placed().exploration().policy().wire() : Policy.GREEDY.wire();
    }

    /** Returns the arms that the slate counts for; none when it was not made as an arm says. */
    Map<String, String> variants() {
        return degradation == Degradation.MODEL_UNAVAILABLE
                ? Map.of()
                : work().placed().variants();
    }

    /** Returns from which seed the slate was drawn. */
    long seed() {
        return seed;
    }

    /** Returns what the next page must know of this one and those before. */
    PageState next() {
        return next;
    }

    /** Returns how many items the slate has. */
    int size() {
        return drawn ? draw.size() : Math.min(work().limit(), ranked.size());
    }

    /** Returns the index in {@link #ranked} of the item at a slot. */
    int at(int slot) {
        return drawn ? draw.candidate(slot) : slot;
    }

    /**
     * Returns P(the item here | the items above it, and those of earlier pages); above 0, since it happened, also where the
     * probability is too small for a number.
     */
    double propensity(int slot) {
        return drawn ? Math.max(Double.MIN_VALUE, Math.exp(draw.lnConditional(slot))) : 1;
    }

    Optional<Degradation> degradation() {
        return Optional.ofNullable(degradation);
    }

    /** Notes why the slate is less than it could be; the first reason stays. */
    void degrade(Degradation reason) {
        if (degradation == null) {
            degradation = reason;
        }
    }

    private void findUser(Work begun, UserVectors vectors) {
        ModelSnapshot model = begun.model().snapshot();
        if (user.values().length != model.users().dims()) {
            user = new QueryVector(model.users().dims());
        }
        user.clear();
        userRow = IdTable.NOT_FOUND;
        if (begun.placement().personal()) {
            userRow = vectors.find(begun, user);
        }
    }

    /** Gives back the model and the buffers. Idempotent. */
    @Override
    public void close() {
        Work w = work;
        if (w != null) {
            work = null;
            letGo();
            effects.end();
            w.model().release();
            home.giveBack(this);
        }
    }
}

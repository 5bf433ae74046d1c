package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.event.SlateTokens;
import io.candor.math.Bits;
import io.candor.profile.ProfileRules;
import io.candor.retrieval.Source;
import io.candor.retrieval.SourceQuery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * From a request to candidates: takes hold of a model and a catalogue, works out what may be shown, asks the placement's
 * sources, and fills up from the catalogue, so that a slate is as long as it can be.
 *
 * <p>Belongs to one event loop; blocks nothing. Once it has seen a model and a catalogue of this size, it allocates nothing
 * per item.
 */
public final class RetrievalStage {
    private final CurrentPlan plans;
    private final CurrentModel models;
    private final ProfileRules rules;
    private final UserVectors userVectors;
    private final Cursors cursors;
    private final AllowedItems allowedItems;
    private final DraftPool drafts = new DraftPool();
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final int candidates;
    private final ServingConfig config;
    private final List<RetrievalScratch> scratches = new ArrayList<>();

    /**
     * Creates the stage of one event loop.
     *
     * @param erased whose trained vectors are not to be used any more
     * @param tokens reads the tokens of slates to be excluded
     * @param cursors reads where a page begins
     * @param candidates how many candidates a request retrieves before ranking
     * @param config how many candidates are remembered, and for how long
     * @param nanoTime {@link System#nanoTime} or a clock of a test
     */
    public RetrievalStage(
            CurrentPlan plans,
            CurrentModel models,
            ProfileRules rules,
            ErasedSubjects erased,
            SlateTokens tokens,
            Cursors cursors,
            InstantSource clock,
            LongSupplier nanoTime,
            int candidates,
            ServingConfig config) {
        this.plans = plans;
        this.models = models;
        this.rules = rules;
        this.userVectors = new UserVectors(rules, erased);
        this.cursors = cursors;
        this.allowedItems = new AllowedItems(tokens);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.candidates = candidates;
        this.config = config;
    }

    /**
     * Returns a draft with candidates, to be ranked or closed.
     *
     * @param asker who asks, the subject of the request
     * @throws CandorException PLACEMENT_NOT_FOUND, ITEM_NOT_FOUND, INVALID_REQUEST, CURSOR_INVALID or MODEL_UNAVAILABLE
     */
    public Draft retrieve(RecommendationRequest request, Asker asker) {
        long begun = nanoTime.getAsLong();
        long now = clock.millis();
        Placed placed = plans.plan().place(request, asker.profile().subject(), now);
        PlacementConfig placement = placed.config();
        ServingModel model = placement.model().isEmpty()
                ? models.acquire()
                : models.acquire(placement.model().get());
        Draft draft = drafts.take();
        Draft.Work work = new Draft.Work(
                request,
                asker.profile(),
                placed,
                model,
                model.catalog(),
                now,
                begun + placement.deadline().toNanos(),
                request.limit() == 0 ? placement.limit() : request.limit());
        boolean done = false;
        try {
            draft.ended(Stage.PROFILE, begun);
            draft.begin(work, rules, userVectors);
            if (placement.model().isPresent() && !placement.model().get().equals(model.version())) {
                draft.degrade(Degradation.MODEL_UNAVAILABLE);
            }
            asker.degradation().ifPresent(draft::degrade);
            collect(draft, scratchOf(model));
            draft.ended(Stage.RETRIEVAL, nanoTime.getAsLong());
            done = true;
            return draft;
        } finally {
            if (!done) {
                draft.close();
            }
        }
    }

    /** Returns how many slates were made from remembered candidates, of the models that are in use. */
    long recalled() {
        return scratches.stream()
                .mapToLong(scratch -> scratch.remembered.recalled())
                .sum();
    }

    private void collect(Draft draft, RetrievalScratch memory) {
        draft.place = cursors.decode(draft.work().request(), draft.shown);
        boolean lasting = CandidateMemory.isLasting(draft);
        if (lasting && memory.remembered.recall(draft)) {
            return;
        }
        search(draft, memory);
        if (lasting && draft.degradation().isEmpty()) {
            memory.remembered.keep(draft);
        }
    }

    private void search(Draft draft, RetrievalScratch memory) {
        Bits allowed = allowedItems.of(draft, memory);
        SourceQuery query = query(draft, allowed);
        askSources(draft, memory, query);
        int missing = draft.work().limit() + 1 - draft.candidates().size();
        if (missing > 0) {
            memory.sources.of(Source.CATALOGUE).collect(query, missing, draft.candidates());
        }
    }

    private void askSources(Draft draft, RetrievalScratch memory, SourceQuery query) {
        Draft.Work work = draft.work();
        double total = 0;
        for (SourceShare share : work.placement().sources()) {
            total += answers(share.source(), query) ? share.share() : 0;
        }
        int drawn = work.placed().exploration().isCertain()
                ? 0
                : work.placed().exploration().candidates();
        double scale = Math.max(Math.max(candidates, drawn), 2 * work.limit()) / Math.max(1, total);
        for (SourceShare share : work.placement().sources()) {
            if (nanoTime.getAsLong() - work.hurryNanos() > 0) {
                draft.degrade(Degradation.RETRIEVAL_DEADLINE);
                return;
            }
            if (answers(share.source(), query)) {
                int quota = (int) Math.ceil(share.share() * scale);
                memory.sources.of(share.source()).collect(query, quota, draft.candidates());
            }
        }
    }

    private static boolean answers(Source source, SourceQuery query) {
        return switch (source) {
            case PERSONALISED -> query.user().isPresent();
            case SIMILAR -> query.seedCount() > 0;
            case REPLENISH -> query.hasDue();
            case POPULAR, TRENDING, FRESH, CATALOGUE -> true;
        };
    }

    private static SourceQuery query(Draft draft, Bits allowed) {
        Draft.Work work = draft.work();
        SourceQuery query = new SourceQuery(work.catalog(), work.model().vectors(), draft.user(), allowed);
        query.setDue(draft.effects().due());
        if (work.placement().context() != ContextRule.IGNORED) {
            addSeeds(work, query);
        }
        return query;
    }

    private static void addSeeds(Draft.Work work, SourceQuery query) {
        RecommendationRequest request = work.request();
        CatalogSnapshot catalog = work.catalog();
        if (!request.contextItem().isEmpty()) {
            query.addContext(contextOrdinal(work));
        } else if (work.placement().context() == ContextRule.REQUIRED) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "placement '" + request.placement() + "' needs the item being looked at",
                    List.of(new Violation("context.item", "must be given")));
        }
        for (int i = request.recent().size() - 1; i >= 0; i--) {
            query.addRecent(catalog.ordinalOf(request.recent().get(i)));
        }
    }

    private static int contextOrdinal(Draft.Work work) {
        String id = work.request().contextItem();
        int ordinal = work.catalog().ordinalOf(id);
        if (ordinal < 0 && work.placement().context() == ContextRule.REQUIRED) {
            throw new CandorException(ErrorCode.ITEM_NOT_FOUND, "there is no item '" + id + "'");
        }
        return ordinal;
    }

    /** Returns the working memory for a model; that for models that nobody can get any more is let go. */
    private RetrievalScratch scratchOf(ServingModel model) {
        if (scratches.size() > 1) {
            scratches.removeIf(scratch -> scratch.model != model && !models.holds(scratch.model));
        }
        for (int i = 0; i < scratches.size(); i++) {
            if (scratches.get(i).model == model) {
                return scratches.get(i);
            }
        }
        RetrievalScratch memory =
                new RetrievalScratch(model, new CandidateMemory(config.rememberedCandidates(), config.rememberedFor()));
        scratches.add(memory);
        return memory;
    }
}

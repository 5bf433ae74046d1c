package io.candor.serving;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.ItemFilter;
import io.candor.event.Decision;
import io.candor.event.SlateTokens;
import io.candor.event.Subject;
import io.candor.event.TokenKeys;
import io.candor.model.BundleCatalog;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.model.TestBundles;
import io.candor.profile.Profile;
import io.candor.profile.ProfileConfig;
import io.candor.profile.ProfileRules;
import io.candor.retrieval.IndexReader;
import io.candor.retrieval.NeighbourTable;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Both stages over tiny bundles, with clocks that a test sets. */
public final class PipelineFixture implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    private static final ProfileRules RULES = new ProfileRules(ProfileConfig.defaults());
    private static final String REQUEST_ID = "01932c07-1f3e-7a52-9d3b-5a0f6a1b2c3d";

    static final TokenKeys KEYS = TokenKeys.of(new byte[32]);

    final CurrentModel models = new CurrentModel();
    final SlateTokens tokens = new SlateTokens(KEYS, Duration.ofDays(1), CLOCK);
    final List<Decision> decisions = new ArrayList<>();
    final CurrentPlan plan;
    final RetrievalStage retrieval;
    final RankingStage ranking;

    PipelineFixture(LongSupplier nanoTime) {
        this(nanoTime, CLOCK, ServingConfig.defaults());
    }

    PipelineFixture(LongSupplier nanoTime, InstantSource clock, ServingConfig config) {
        this(nanoTime, clock, config, PlacementConfig.defaults(), 100);
    }

    /**
     * Creates both stages.
     *
     * @param home a placement of that name; the others are the default ones
     * @param candidates that a request retrieves
     */
    public PipelineFixture(
            LongSupplier nanoTime, InstantSource clock, ServingConfig config, PlacementConfig home, int candidates) {
        Map<String, PlacementConfig> placements = new TreeMap<>(PlacementConfig.defaultPlacements());
        placements.put("home", home);
        placements.put("other", PlacementConfig.defaults());
        plan = new CurrentPlan(new Placements(placements));
        Cursors cursors = new Cursors(KEYS);
        retrieval = new RetrievalStage(
                plan, models, RULES, (subject, time) -> false, tokens, cursors, clock, nanoTime, candidates, config);
        ranking = new RankingStage(tokens, cursors, decisions::add, nanoTime);
    }

    /** A bundle that serves, and its catalogue. */
    public record Served(ModelSnapshot snapshot, Catalog catalog) {}

    /** Writes and serves a bundle. */
    Served serve(Path directory, int items, int users, long seed) throws IOException {
        return serve(TestBundles.write(directory, items, users, 8, seed));
    }

    /** Serves a bundle. */
    public Served serve(Path bundle) throws IOException {
        ModelSnapshot snapshot = BundleReader.open(bundle);
        Catalog catalog = catalog(snapshot);
        models.swap(model(snapshot, catalog));
        return new Served(snapshot, catalog);
    }

    /** Writes a bundle and holds it beside the one that serves; its version is the name of the directory. */
    void hold(Path directory, int items, int users, long seed) throws IOException {
        ModelSnapshot snapshot = BundleReader.open(TestBundles.write(directory, items, users, 8, seed));
        models.hold(model(snapshot, catalog(snapshot)));
    }

    private static Catalog catalog(ModelSnapshot snapshot) {
        return BundleCatalog.read(snapshot, CatalogConfig.defaults(), Runnable::run);
    }

    private static ServingModel model(ModelSnapshot snapshot, Catalog catalog) {
        return new ServingModel(
                snapshot,
                IndexReader.open(snapshot, RetrievalConfig.defaults()),
                NeighbourTable.open(snapshot),
                catalog::snapshot);
    }

    public Slate slate(RecommendationRequest request) {
        return slate(request, Profile.empty(Subject.of(request.user(), request.session())));
    }

    Slate slate(RecommendationRequest request, Profile profile) {
        return ranking.rank(retrieval.retrieve(request, Asker.known(profile)));
    }

    List<String> ids(RecommendationRequest request) {
        try (Slate slate = slate(request)) {
            return idsOf(slate);
        }
    }

    static List<String> idsOf(Slate slate) {
        return IntStream.range(0, slate.size()).mapToObj(slate::idAt).toList();
    }

    /** Pages until the cursor ends, at most {@code pages}; calls {@code between} after each page. */
    List<String> pages(RecommendationRequest first, int pages, PageAction between) throws Exception {
        List<String> all = new ArrayList<>();
        RecommendationRequest request = first;
        for (int page = 0; page < pages; page++) {
            try (Slate slate = slate(request)) {
                if (slate.firstPosition() != all.size() + 1) {
                    throw new AssertionError("page " + page + " begins at position " + slate.firstPosition());
                }
                all.addAll(idsOf(slate));
                if (slate.cursor().isEmpty()) {
                    break;
                }
                request = withCursor(first, slate.cursor());
            }
            between.after(page);
        }
        return all;
    }

    /** Pages to the end. */
    List<String> pagesOf(RecommendationRequest first) {
        try {
            return pages(first, Integer.MAX_VALUE, page -> {});
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What happens between two pages. */
    interface PageAction {
        void after(int page) throws Exception;
    }

    @Override
    public void close() {
        models.clear();
    }

    /** Returns a request as most are: for a user, with nothing else. */
    public static RecommendationRequest plainRequest(String placement, String user, int limit) {
        return new RecommendationRequest(
                REQUEST_ID,
                placement,
                user,
                "",
                limit,
                "",
                List.of(),
                Map.of(),
                ItemFilter.NONE,
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                "");
    }

    static RecommendationRequest request(String placement, String user, int limit) {
        return request(placement, user, limit, "", ItemFilter.NONE, List.of(), List.of());
    }

    static RecommendationRequest request(
            String placement,
            String user,
            int limit,
            String contextItem,
            ItemFilter filter,
            List<String> exclude,
            List<String> excludeSlates) {
        return new RecommendationRequest(
                REQUEST_ID,
                placement,
                user,
                "",
                limit,
                contextItem,
                List.of(),
                Map.of(),
                filter,
                exclude,
                excludeSlates,
                List.of(),
                true,
                Map.of(),
                "");
    }

    static RecommendationRequest withCursor(RecommendationRequest r, String cursor) {
        return copy(r, r.requestId(), r.variants(), cursor);
    }

    static RecommendationRequest copy(
            RecommendationRequest r, String requestId, Map<String, String> variants, String cursor) {
        return new RecommendationRequest(
                requestId,
                r.placement(),
                r.user(),
                r.session(),
                r.limit(),
                r.contextItem(),
                r.recent(),
                r.contextAttributes(),
                r.filter(),
                r.exclude(),
                r.excludeSlates(),
                r.properties(),
                r.explain(),
                variants,
                cursor);
    }

    static ItemFilter category(String category) {
        return new ItemFilter(
                new ItemFilter.LabelCondition(List.of(category), List.of(), List.of()),
                ItemFilter.LabelCondition.NONE,
                Map.of(),
                ItemFilter.NONE.publishedAfter(),
                ItemFilter.NONE.minPrice(),
                ItemFilter.NONE.maxPrice());
    }
}

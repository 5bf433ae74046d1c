package io.candor.serving;

import static io.candor.serving.PipelineFixture.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.Season;
import io.candor.catalog.TestCatalogs;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.event.Decision;
import io.candor.event.LogEntryCodec;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.event.TokenVerdict;
import io.candor.experiment.Allotment;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import io.candor.exploration.SlateDraw;
import io.candor.model.TestBundles;
import io.candor.profile.Profile;
import io.candor.ranking.ItemWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn, under which arms, and what the log holds of it. */
final class ExplorationPipelineTest {
    private static final int ITEMS = 300;

    @TempDir
    private Path directory;

    private long nanos;
    private final PipelineFixture pipeline = new PipelineFixture(() -> nanos);

    @BeforeEach
    void serve() throws IOException {
        pipeline.serve(directory.resolve("a"), ITEMS, 20, 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"policy\": \"greedy\", \"floor\": 0.3}",
                "{\"policy\": \"uniform\"}",
                "{\"policy\": \"explore_slot\", \"epsilon\": 0.7}",
                "{\"policy\": \"plackett_luce\", \"temperature\": 0.2, \"floor\": 0.1}",
                "{\"policy\": \"plackett_luce\", \"temperature\": 0.2, \"pinned\": 2}",
                "{\"policy\": \"thompson\", \"deviation\": 0.5, \"candidates\": 30}",
                "{\"policy\": \"rand_pair\", \"floor\": 0.1}",
                "{\"policy\": \"fair_pairs\"}",
                "{\"policy\": \"team_draft\"}, \"challenger\": {\"popularity_exponent\": 1.5}"
            })
    void rank_everyPolicy_isRepeatedFromTheLogBitForBit(String exploration) throws Exception {
        follow(exploring(exploration));
        LoggedDraw logged = new LoggedDraw();
        for (int i = 0; i < 60; i++) {
            RecommendationRequest first = numbered(request("home", "user-" + i % 20, 10), i);
            assertEquals(30, new HashSet<>(pipeline.pages(first, 3, page -> {})).size());
        }
        assertEquals(180, pipeline.decisions.size());
        boolean moved = false;
        for (Decision decision : pipeline.decisions) {
            Decision read = (Decision) LogEntryCodec.decode(LogEntryCodec.DECISION, LogEntryCodec.encode(decision));
            assertEquals(decision, read);
            assertRepeats(read, logged.repeat(read));
            moved |= read.impressions().stream().anyMatch(Decision.Impression::explored);
        }
        assertTrue(moved, "nothing was explored");
    }

    @Test
    void rank_afterASlateThatWasLate_logsWhatItDrewFrom() {
        follow(exploring("{\"policy\": \"plackett_luce\", \"temperature\": 0.2},"
                + " \"ranking\": {\"diversity\": {\"lambda\": 0.2}}"));
        Asker asker = Asker.known(Profile.empty(Subject.user("user-1")));
        Draft late = pipeline.retrieval.retrieve(request("home", "user-1", 10), asker);
        nanos = Long.MAX_VALUE / 2;
        try (Slate slate = pipeline.ranking.rank(late)) {
            assertEquals("ranking_deadline", slate.degraded().orElse(""));
        }

        pipeline.ids(request("home", "user-1", 10));

        assertEquals(1, pipeline.retrieval.recalled());
        Decision inTime = pipeline.decisions.getLast();
        assertNotEquals(pipeline.decisions.getFirst().candidates(), inTime.candidates());
        assertRepeats(inTime, new LoggedDraw().repeat(inTime));
    }

    private static void assertRepeats(Decision decision, SlateDraw repeated) {
        assertEquals(decision.slate().items().size(), repeated.size());
        assertEquals(bits(decision.draw().lnJoint()), bits(repeated.lnJoint()));
        assertEquals(decision.draw().component(), repeated.component());
        assertEquals(decision.draw().propensityKind(), repeated.propensityKind());
        for (int i = 0; i < repeated.size(); i++) {
            Decision.Impression impression = decision.impressions().get(i);
            SlateRecord.ShownItem shown = decision.slate().items().get(i);
            assertEquals(
                    shown.id(),
                    decision.candidates().toList().get(repeated.candidate(i)).item());
            assertEquals(bits(impression.lnConditional()), bits(repeated.lnConditional(i)));
            assertEquals(bits(impression.lnPrefix()), bits(repeated.lnPrefix(i)));
            assertEquals(bits(shown.propensity()), bits(Math.exp(repeated.lnConditional(i))));
            assertEquals(impression.pinned(), repeated.pinned(i));
            if (impression.pinned()) {
                assertEquals(1, shown.propensity());
            }
        }
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    @Test
    void appraised_drawnSlate_hasMarginalsOfItsPositions() {
        follow(exploring("{\"policy\": \"uniform\", \"candidates\": 40}"));
        pipeline.ids(request("home", "user-1", 10));
        Decision appraised = (Decision) new LoggedDraw().appraised(pipeline.decisions.getFirst());
        assertEquals(40, appraised.candidates().size());
        for (Decision.Impression impression : appraised.impressions()) {
            assertEquals(1.0 / 40, impression.marginal().orElseThrow(), 1e-12);
        }
    }

    @Test
    void replay_byOtherWeights_scoresAsServingWithThemDoes() throws IOException {
        Catalog catalog = pipeline.serve(directory.resolve("b"), ITEMS, 20, 2).catalog();
        catalog.apply(IntStream.range(0, ITEMS / 2)
                .mapToObj(i -> inSeason(TestBundles.item(2 * i)))
                .toList());
        Decision logged = drawn("{\"recency_weight\": 0.3, \"recency_half_life\": \"900d\"}");
        Decision wanted = drawn("{\"recency_weight\": 2, \"recency_half_life\": \"400d\","
                + " \"popularity_exponent\": 0.5, \"season_boost\": 0.7}");
        ItemWeights weights = ItemWeights.logged(wanted.draw().parameters()).orElseThrow();
        assertEquals(new ItemWeights(2, Duration.ofDays(400), 0.5, 0.7), weights);

        float[] scores = scores(logged);
        WeightRanking ranking = new WeightRanking(any -> weights, version -> Optional.of(catalog.snapshot()));
        assertTrue(ranking.score(logged, scores));

        Map<String, Float> served = new HashMap<>();
        wanted.candidates().forEach(candidate -> served.put(candidate.item(), candidate.score()));
        int i = 0;
        double moved = 0;
        for (Decision.Candidate candidate : logged.candidates()) {
            assertEquals(Objects.requireNonNull(served.get(candidate.item())), scores[i], 1e-5);
            moved = Math.max(moved, Math.abs(scores[i] - candidate.score()));
            i++;
        }
        assertEquals(served.size(), i);
        assertTrue(moved > 1, "the weights make no difference");
    }

    @Test
    void replay_byOtherWeights_leavesOutWhatItCannotTell() throws IOException {
        Catalog catalog = pipeline.serve(directory.resolve("b"), ITEMS, 20, 2).catalog();
        Decision logged = drawn("{}");
        assertFalse(new WeightRanking(any -> any, version -> Optional.empty()).score(logged, scores(logged)));
        Decision older = withoutWeights(logged);
        assertFalse(
                new WeightRanking(any -> any, version -> Optional.of(catalog.snapshot())).score(older, scores(older)));
        String item = logged.candidates().toList().getLast().item();
        catalog.apply(List.of(new ItemChange.Delete(item)));
        WeightRanking ranking = new WeightRanking(any -> any, version -> Optional.of(catalog.snapshot()));
        assertFalse(ranking.score(logged, scores(logged)));
    }

    private Decision drawn(String ranking) {
        follow(exploring("{\"policy\": \"plackett_luce\"}, \"ranking\": " + ranking));
        pipeline.ids(request("home", "user-1", 10));
        return pipeline.decisions.getLast();
    }

    /** Returns a decision as it was logged before weights were. */
    private static Decision withoutWeights(Decision decision) {
        Decision.Draw draw = decision.draw();
        Map<String, Double> parameters = new HashMap<>(draw.parameters());
        parameters.remove("season_boost");
        return new Decision(
                decision.slate(),
                decision.requested(),
                decision.degraded(),
                new Decision.Draw(
                        draw.seed(),
                        draw.component(),
                        draw.floorLogOdds(),
                        draw.propensityKind(),
                        draw.lnJoint(),
                        parameters,
                        draw.teams()),
                decision.impressions(),
                decision.candidates(),
                decision.candidateCount(),
                decision.context(),
                decision.exposure());
    }

    private static float[] scores(Decision decision) {
        float[] scores = new float[decision.candidates().size()];
        int i = 0;
        for (Decision.Candidate candidate : decision.candidates()) {
            scores[i++] = candidate.score();
        }
        return scores;
    }

    private static ItemChange inSeason(Item item) {
        Season always = new Season(MonthDay.of(1, 1), MonthDay.of(12, 31));
        return new ItemChange.Put(TestCatalogs.withSeasons(item, always));
    }

    @Test
    void rank_sameRequestId_drawsTheSameSlate() {
        follow(exploring("{\"policy\": \"plackett_luce\", \"temperature\": 1.0}"));
        List<String> first = pipeline.ids(numbered(request("home", "user-1", 10), 1));
        assertEquals(first, pipeline.ids(numbered(request("home", "user-1", 10), 1)));
        assertNotEquals(first, pipeline.ids(numbered(request("home", "user-1", 10), 2)));
    }

    @Test
    void rank_explorationSwitchedOff_isGreedyAndCertain() {
        List<String> greedy = pipeline.ids(request("home", "user-1", 10));
        pipeline.plan.follow(List.of(experiment(exploring("{\"policy\": \"uniform\"}"))), false);
        try (Slate slate = pipeline.slate(request("home", "user-1", 10))) {
            assertEquals(greedy, PipelineFixture.idsOf(slate));
            assertEquals("greedy", slate.policy());
            assertEquals(1, slate.propensityAt(3));
            assertEquals(Map.of("test", "only"), slate.variants());
        }
        assertEquals(Decision.Draw.CERTAIN, pipeline.decisions.getLast().draw());
    }

    @Test
    void place_assignedArm_standsInAnswerTokenAndLog() {
        follow(exploring("{\"policy\": \"uniform\"}"));
        try (Slate slate = pipeline.slate(request("home", "user-1", 10))) {
            assertEquals("uniform", slate.policy());
            assertEquals(Map.of("test", "only"), slate.variants());
            TokenVerdict.Genuine token = (TokenVerdict.Genuine) pipeline.tokens.verify(slate.token());
            assertEquals(Map.of("test", "only"), token.slate().variants());
            assertEquals(slate.propensityAt(0), token.slate().items().getFirst().propensity());
        }
        Decision decision = pipeline.decisions.getLast();
        assertEquals(Map.of("test", "only"), decision.slate().variants());
        assertEquals(Set.of("test"), decision.exposure().buckets().keySet());
    }

    @Test
    void place_forcedArm_countsNowhere() {
        follow(exploring("{\"policy\": \"uniform\"}"));
        RecommendationRequest forced = forcing(request("home", "", 10), Map.of("test", "only"));
        try (Slate slate = pipeline.slate(forced)) {
            assertEquals(Map.of("test", "only"), slate.variants());
            assertEquals("uniform", slate.policy());
        }
        Decision decision = pipeline.decisions.getLast();
        assertEquals(Map.of(), decision.slate().variants());
        assertEquals(new Decision.Exposure(Map.of(), Map.of("test", "only")), decision.exposure());
    }

    @Test
    void place_forcedArmThatThereIsNot_isRefused() {
        follow(exploring("{\"policy\": \"uniform\"}"));
        for (Map<String, String> wrong : List.of(Map.of("tset", "only"), Map.of("test", "other"))) {
            CandorException refusal = Assertions.assertThrows(
                    CandorException.class, () -> pipeline.slate(forcing(request("home", "u", 10), wrong)));
            assertEquals(ErrorCode.INVALID_REQUEST, refusal.code());
            assertEquals(
                    "variants." + wrong.keySet().iterator().next(),
                    refusal.violations().getFirst().field());
        }
    }

    @Test
    void place_modelOfAnArm_makesItsSlates() throws Exception {
        pipeline.serve(directory.resolve("b"), ITEMS, 20, 2);
        follow("\"overrides\": {\"model\": \"a\"}");
        assertEquals(Set.of("a"), pipeline.plan.plan().models());
        try (Slate slate = pipeline.slate(request("home", "user-1", 10))) {
            assertEquals("b", slate.model());
            assertEquals("model_unavailable", slate.degraded().orElseThrow());
        }
        pipeline.hold(directory.resolve("other/a"), ITEMS, 20, 1);
        try (Slate slate = pipeline.slate(request("home", "user-1", 10))) {
            assertEquals("a", slate.model());
            assertTrue(slate.degraded().isEmpty());
        }
    }

    private void follow(String variant) {
        pipeline.plan.follow(List.of(experiment(variant)), true);
    }

    private static String exploring(String exploration) {
        return "\"overrides\": {\"exploration\": " + exploration + "}";
    }

    private static AllottedExperiment experiment(String variant) {
        String json = "{\"id\": \"test\", \"enabled\": true, \"variants\": [{\"id\": \"only\", " + variant + "}]}";
        List<Violation> violations = new ArrayList<>();
        Experiment read = ExperimentCodec.read(json.getBytes(StandardCharsets.UTF_8), "", violations)
                .orElseThrow(() -> new AssertionError(violations.toString()));
        return Allotment.allot(read, List.of(), 0, violations)
                .orElseThrow(() -> new AssertionError(violations.toString()));
    }

    private static RecommendationRequest numbered(RecommendationRequest r, int number) {
        return PipelineFixture.copy(r, new UUID(0x7000, number).toString(), r.variants(), r.cursor());
    }

    private static RecommendationRequest forcing(RecommendationRequest r, Map<String, String> variants) {
        return PipelineFixture.copy(r, r.requestId(), variants, r.cursor());
    }
}

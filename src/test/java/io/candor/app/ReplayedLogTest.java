package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Explorer;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.exploration.Policy;
import io.candor.exploration.SlateDraw;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.Outcome;
import io.candor.math.Bootstrap;
import io.candor.math.SplitMix64;
import io.candor.offpolicy.Estimate;
import io.candor.offpolicy.OffPolicyEvaluation;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.serving.PolicyReplay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Slates drawn as in serving, clicked by simulated users whose every probability is known. */
final class ReplayedLogTest {
    private static final int ITEMS = 8;
    private static final int SLOTS = 3;
    private static final ExplorationConfig LOGGED = config(Policy.PLACKETT_LUCE, 1, 0.2);
    private static final double[] EXAMINED = {0.9, 0.6, 0.4};

    @ParameterizedTest
    @CsvSource({"uniform, 1, 0", "greedy, 1, 0", "plackett_luce, 0.5, 0.1", "rand_pair, 1, 0", "explore_slot, 1, 0"})
    void estimates_targetPolicy_findItsTrueValue(String name, double temperature, double floor) {
        ExplorationConfig target = config(Policy.of(name), temperature, floor);
        OffPolicyReport report = report(LOGGED, target, 2_500, 3);
        double truth = truth(target);
        for (String estimator : List.of("ips", "snips", "dr", "sndr", "rips", "cascade_dr", "sips")) {
            Estimate estimate = estimate(report, estimator);
            assertEquals(truth, estimate.value(), 4 * estimate.se(), estimator);
            double most = estimator.equals("sips") ? 0.5 : 0.25;
            assertTrue(estimate.se() < most * truth, estimator + " has an error of " + estimate.se());
        }
        assertTrue(estimate(report, "dr").se() < estimate(report, "sips").se());
        assertFalse(report.estimates().containsKey("pi"), "the log is not uniform");
        assertEquals(1, report.diagnostics().meanWeight().mean(), 0.1);
        assertEquals(0, report.diagnostics().uncovered());
    }

    @Test
    void estimates_uniformLog_haveThePseudoInverse() {
        ExplorationConfig target = config(Policy.PLACKETT_LUCE, 0.7, 0);
        OffPolicyReport report = report(config(Policy.UNIFORM, 1, 0), target, 2_500, 4);
        for (String estimator : List.of("pi", "snpi", "ips")) {
            assertEquals(
                    truth(target),
                    estimate(report, estimator).value(),
                    4 * estimate(report, estimator).se(),
                    estimator);
        }
        assertTrue(estimate(report, "pi").se() < estimate(report, "sips").se());
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void weights_loggedPolicyItself_areOne(Policy policy) {
        ExplorationConfig logged = config(policy, 0.7, 0.1);
        OffPolicyReport report = report(logged, logged, 60, 5);
        assertEquals(1, report.diagnostics().meanWeight().mean(), 1e-9);
        assertEquals(1, report.diagnostics().maxWeight(), 1e-9);
        for (String estimator : List.of("ips", "snips", "sips", "rips", "snrips")) {
            assertEquals(
                    estimate(report, "on_policy").value(),
                    estimate(report, estimator).value(),
                    1e-9);
        }
        assertEquals(policy != Policy.THOMPSON, report.estimates().containsKey("cascade_dr"));
    }

    @Test
    void weights_teamDraftFromMoreThanItsCandidates_areOne() {
        ExplorationConfig logged = new ExplorationConfig(Policy.TEAM_DRAFT, 0.7, 0.1, 0.3, 1, 4, 0);
        OffPolicyReport report = report(logged, logged, 60, 5);
        assertEquals(1, report.diagnostics().meanWeight().mean(), 1e-9);
        assertEquals(1, report.diagnostics().maxWeight(), 1e-9);
    }

    @Test
    void uncovered_logThatExploresNothing_isWhatTheTargetAdds() {
        ReplayedLog log = new ReplayedLog(new PolicyReplay(logged -> config(Policy.UNIFORM, 1, 0)));
        for (Decision decision : decisions(config(Policy.RAND_PAIR, 1, 0), 50, 6)) {
            log.add(exposed(decision, Set.of()), Action.Type.CLICK);
        }
        log.outcomes();
        // At the second slot RandPair shows the first two candidates of eight.
        assertEquals(6 / 8.0, log.uncovered(1), 1e-12);
    }

    @Test
    void add_slatesThatTellNothing_areCountedAndLeftOut() {
        ReplayedLog log = new ReplayedLog(new PolicyReplay(logged -> config(Policy.THOMPSON, 1, 0)));
        Decision decision = decisions(LOGGED, 1, 7).getFirst();
        log.add(exposed(decision, Set.of()), Action.Type.CLICK);
        assertEquals(1, log.skipped(), "Plackett–Luce logs no deviations");
        Decision late = new Decision(
                decision.slate(),
                SLOTS,
                Optional.of("deadline"),
                decision.draw(),
                decision.impressions(),
                decision.candidates(),
                ITEMS,
                Map.of(),
                Decision.Exposure.NONE);
        log.add(exposed(late, Set.of()), Action.Type.CLICK);
        assertEquals(1, log.degraded());
        assertEquals(0, log.items());
    }

    private static OffPolicyReport report(ExplorationConfig logged, ExplorationConfig target, int requests, long seed) {
        ReplayedLog log = new ReplayedLog(new PolicyReplay(config -> {
            assertEquals(logged, config);
            return target;
        }));
        SplitMix64 random = new SplitMix64(seed);
        for (Decision decision : decisions(logged, requests, seed)) {
            Set<Integer> clicked = new HashSet<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                String item = decision.slate().items().get(slot).id();
                if (random.nextDouble() < EXAMINED[slot] * attraction(item)) {
                    clicked.add(slot);
                }
            }
            log.add(exposed(decision, clicked), Action.Type.CLICK);
        }
        return OffPolicyEvaluation.run(log.outcomes(), log, log.items(), OffPolicyPlan.of(2, new Bootstrap(100, 1)));
    }

    private static ExposedSlate exposed(Decision decision, Set<Integer> clickedSlots) {
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            outcomes.add(clickedSlots.contains(slot) ? List.of(new Outcome(Action.Type.CLICK, 1, 1, 0)) : List.of());
        }
        return ExposedSlate.of(decision, new double[SLOTS * SLOTS], outcomes);
    }

    private static Estimate estimate(OffPolicyReport report, String name) {
        return Optional.ofNullable(report.estimates().get(name)).orElseThrow();
    }

    private static double truth(ExplorationConfig target) {
        int[] all = new int[ITEMS];
        Arrays.setAll(all, i -> i);
        double[] positions = new double[ITEMS * SLOTS];
        new Marginals().vectors(target, pool(target), PageState.FIRST, all, ITEMS, positions);
        double truth = 0;
        for (int i = 0; i < positions.length; i++) {
            truth += positions[i] * EXAMINED[i % SLOTS] * attraction("i" + i / SLOTS);
        }
        return truth;
    }

    private static double attraction(String item) {
        return 0.1 + 0.8 * ((Integer.parseInt(item.substring(1)) * 5) % ITEMS) / ITEMS;
    }

    private static ExplorationConfig config(Policy policy, double temperature, double floor) {
        return new ExplorationConfig(policy, temperature, floor, 0.3, 1, 100, 0);
    }

    private static DrawPool pool(ExplorationConfig config) {
        DrawPool pool = new DrawPool(ITEMS);
        pool.reset(SLOTS, config.pinned());
        for (int i = 0; i < ITEMS; i++) {
            float score = 1 - 0.25f * i;
            float logit = switch (config.policy()) {
                case PLACKETT_LUCE -> config.logit(score);
                case THOMPSON -> 0.5f;
                case TEAM_DRAFT -> ITEMS - i;
                case GREEDY, UNIFORM, EXPLORE_SLOT, RAND_PAIR, FAIR_PAIRS -> 0;
            };
            pool.add(score, logit);
        }
        return pool;
    }

    private static List<Decision> decisions(ExplorationConfig config, int requests, long seed) {
        DrawPool pool = pool(config);
        Explorer explorer = new Explorer();
        SlateDraw draw = new SlateDraw();
        List<Decision.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            candidates.add(new Decision.Candidate("i" + i, pool.score(i), pool.logit(i)));
        }
        List<Decision> decisions = new ArrayList<>();
        for (int r = 0; r < requests; r++) {
            explorer.draw(config, pool, PageState.FIRST, seed * 1_000_003 + r, draw);
            List<SlateRecord.ShownItem> items = new ArrayList<>();
            List<Decision.Impression> impressions = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                double probability = Math.exp(draw.lnConditional(slot));
                items.add(new SlateRecord.ShownItem("i" + draw.candidate(slot), Math.min(1, probability)));
                impressions.add(new Decision.Impression(
                        draw.candidate(slot) + 1,
                        pool.score(draw.candidate(slot)),
                        draw.lnConditional(slot),
                        draw.lnPrefix(slot),
                        1,
                        draw.pinned(slot),
                        draw.explored(slot)));
            }
            SlateRecord slate = new SlateRecord(
                    new UUID(r, seed),
                    r,
                    Subject.user("u" + r),
                    "home",
                    "m",
                    config.policy().wire(),
                    Map.of(),
                    1,
                    items);
            decisions.add(new Decision(
                    slate,
                    SLOTS,
                    Optional.empty(),
                    new Decision.Draw(
                            seed * 1_000_003 + r,
                            draw.component(),
                            0,
                            draw.propensityKind(),
                            draw.lnJoint(),
                            config.parameters(),
                            ""),
                    impressions,
                    Candidates.of(candidates),
                    ITEMS,
                    Map.of(),
                    Decision.Exposure.NONE));
        }
        return decisions;
    }
}

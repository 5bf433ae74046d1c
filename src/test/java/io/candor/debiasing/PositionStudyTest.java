package io.candor.debiasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import io.candor.exposure.ExposedSlate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositionStudyTest {
    private static final int SLOTS = PositionSimulation.SLOTS;
    private static final ExplorationConfig GREEDY = PositionSimulation.config(Policy.GREEDY, 1, 0);
    private static final ExplorationConfig DRAWN = PositionSimulation.config(Policy.PLACKETT_LUCE, 0.7, 0);

    /** Each on traffic that it is made for; errors are those of so many slates. */
    @ParameterizedTest
    @CsvSource({
        "PLACKETT_LUCE, 0, OVERLAP, 0.02",
        "PLACKETT_LUCE, 0, ALL_PAIRS, 0.02",
        "PLACKETT_LUCE, 0, REGRESSION_EM, 0.02",
        "PLACKETT_LUCE, 0, DUAL_LEARNING, 0.03",
        "PLACKETT_LUCE, 0.1, RAND_TOP_N, 0.05",
        "UNIFORM, 0, RAND_TOP_N, 0.02",
        "UNIFORM, 0, OVERLAP, 0.02",
        "RAND_PAIR, 0, RAND_PAIR, 0.03",
        "RAND_PAIR, 0, OVERLAP, 0.03",
        "FAIR_PAIRS, 0, FAIR_PAIRS, 0.03",
        "EXPLORE_SLOT, 0.05, OVERLAP, 0.05"
    })
    void report_traffic_findsTheTruth(Policy policy, double floor, PositionEstimator estimator, double most) {
        PositionReport report = report(8_000, 5, PositionSimulation.config(policy, 0.7, floor));
        List<PositionEstimate> estimates = report.strata().getFirst().of(estimator);
        double[] truth = PositionSimulation.theta();
        int held = 0;
        double squares = 0;
        for (int k = 1; k < SLOTS; k++) {
            PositionEstimate estimate = estimates.get(k);
            held += estimate.lo() <= truth[k] && truth[k] <= estimate.hi() ? 1 : 0;
            squares += (estimate.theta() - truth[k]) * (estimate.theta() - truth[k]) / (SLOTS - 1);
        }
        assertTrue(Math.sqrt(squares) < most, "off by " + Math.sqrt(squares) + ": " + estimates);
        int least = switch (estimator) {
            // Its intervals are of the estimate, which the draw towards the mean makes a little wrong.
            case DUAL_LEARNING -> 0;
            case REGRESSION_EM -> 5;
            default -> 7;
        };
        assertTrue(held >= least, held + " intervals of 9 hold the truth: " + estimates);
    }

    @Test
    void report_fixedOrder_givesNoNumberButClickRatesThatAreWrong() {
        PositionReport report = report(8_000, 6, GREEDY);
        PositionReport.Stratum stratum = report.strata().getFirst();
        for (PositionEstimator estimator : PositionEstimator.values()) {
            boolean none = stratum.of(estimator).stream().skip(1).allMatch(estimate -> Double.isNaN(estimate.theta()));
            assertEquals(estimator != PositionEstimator.NAIVE, none, estimator.wire());
        }
        assertEquals(SLOTS, stratum.graph().components().size());
        double naive = stratum.of(PositionEstimator.NAIVE).get(4).theta();
        assertTrue(naive < 0.16, "θ_5 is 0.2, the items there are worth less: " + naive);
        assertEquals(1, report.bias().at("home", "", 5));
    }

    @Test
    void report_twoRankers_isHarvested() {
        PositionStudy study = study();
        PositionSimulation people = PositionSimulation.plain(7);
        people.show(GREEDY, 0, SLOTS, 6_000, study::add);
        people.show(GREEDY, 1, SLOTS, 6_000, study::add);
        List<PositionEstimate> pairs = study.report().strata().getFirst().of(PositionEstimator.ALL_PAIRS);
        double[] truth = PositionSimulation.theta();
        for (int k = 1; k < SLOTS; k++) {
            assertEquals(truth[k], pairs.get(k).theta(), 0.05, "position " + (k + 1));
        }
    }

    @Test
    void report_slatesOfDifferentLength_countAlike() {
        PositionStudy study = study();
        PositionSimulation people = PositionSimulation.plain(8);
        people.show(DRAWN, 0, 4, 6_000, study::add);
        people.show(DRAWN, 0, SLOTS, 6_000, study::add);
        List<PositionEstimate> overlap = study.report().strata().getFirst().of(PositionEstimator.OVERLAP);
        double[] truth = PositionSimulation.theta();
        for (int k = 1; k < SLOTS; k++) {
            assertEquals(truth[k], overlap.get(k).theta(), 0.05, "position " + (k + 1));
        }
    }

    @Test
    void report_placesAndDevices_areShrunkTowardsThoseAround() {
        PositionStudy study = study();
        double[] steep = PositionSimulation.theta();
        double[] flat = new double[SLOTS];
        for (int k = 0; k < SLOTS; k++) {
            flat[k] = Math.sqrt(steep[k]);
        }
        new PositionSimulation(9, steep, new double[SLOTS])
                .at("home", "phone")
                .show(DRAWN, 0, SLOTS, 8_000, study::add);
        new PositionSimulation(9, flat, new double[SLOTS]).at("grid", "phone").show(DRAWN, 0, SLOTS, 8_000, study::add);
        new PositionSimulation(9, flat, new double[SLOTS]).at("grid", "tv").show(DRAWN, 0, SLOTS, 40, study::add);
        PositionReport report = study.report();
        assertEquals(
                List.of(
                        Place.ANYWHERE,
                        new Place("grid", ""),
                        new Place("grid", "phone"),
                        new Place("grid", "tv"),
                        new Place("home", ""),
                        new Place("home", "phone")),
                report.strata().stream().map(PositionReport.Stratum::place).toList());
        PositionBias bias = report.bias();
        assertEquals(steep[2], bias.at("home", "phone", 3), 0.06);
        assertEquals(flat[2], bias.at("grid", "phone", 3), 0.08);
        double grid = bias.at("grid", "", 3);
        assertEquals(grid, bias.at("grid", "tv", 3), 0.1 * grid, "forty slates move it by a little");
        double all = bias.at("unheard of", "", 3);
        assertTrue(bias.at("home", "", 3) < all && all < grid, bias.toString());
    }

    @Test
    void report_trustBias_isFoundAndTested() {
        double[] alpha = {0.78, 0.46, 0.32, 0.25, 0.2};
        double[] beta = {0.2, 0.06, 0.03, 0.02, 0.015};
        PositionStudy study = study();
        new PositionSimulation(10, alpha, beta)
                .show(PositionSimulation.config(Policy.UNIFORM, 1, 0), 0, alpha.length, 30_000, study::add);
        TrustModel trust = study.report().strata().getFirst().trust();
        assertEquals(alpha.length - 1, trust.positions().size());
        for (TrustModel.Position position : trust.positions()) {
            double slope = alpha[position.position() - 1] / alpha[0];
            double intercept = beta[position.position() - 1] - beta[0] * slope;
            assertEquals(slope, position.slope(), 0.04, position.toString());
            assertEquals(intercept, position.intercept(), 0.02, position.toString());
            assertTrue(position.slopeLow() < position.slope() && position.slope() < position.slopeHigh());
        }
        PositionStudy plain = study();
        PositionSimulation.plain(11)
                .show(PositionSimulation.config(Policy.UNIFORM, 1, 0), 0, alpha.length, 30_000, plain::add);
        double none = plain.report().strata().getFirst().trust().pValue();
        assertTrue(trust.pValue() < 0.05 && none > 0.05, trust.pValue() + " and " + none);
    }

    @Test
    void report_moreCellsThanMemory_keepsAFairPartOfThem() {
        PositionStudy small = new PositionStudy(Action.Type.CLICK, Segmentation.attribute("context"), 9_000);
        PositionSimulation.plain(12).show(DRAWN, 0, SLOTS, 8_000, small::add);
        PositionReport report = small.report();
        assertEquals(0.125, report.cellsKept(), 0.1251);
        List<PositionEstimate> pairs = report.strata().getFirst().of(PositionEstimator.ALL_PAIRS);
        assertEquals(0.5, pairs.get(1).theta(), 0.12);
    }

    @Test
    void json_report_holdsItsBias() {
        PositionReport report = report(300, 13, DRAWN);
        assertEquals(report.bias(), PositionBias.read(report.toJson()));
        assertFalse(report.toJson().toString().contains("NaN"));
        assertEquals(SLOTS, report.toJson().at("/strata/0/estimators/overlap").size());
    }

    private static PositionReport report(int slates, long seed, ExplorationConfig config) {
        PositionStudy study = study();
        List<ExposedSlate> shown = new ArrayList<>();
        Consumer<ExposedSlate> both = shown::add;
        PositionSimulation.plain(seed).show(config, 0, SLOTS, slates, both.andThen(study::add));
        assertEquals(slates, shown.size());
        return study.report();
    }

    private static PositionStudy study() {
        return new PositionStudy(Action.Type.CLICK, Segmentation.attribute("context"));
    }
}

package io.candor.debiasing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.event.Action;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far each estimator of position bias is from a truth that is known, for each kind of traffic: root mean squared error of θ at
 * positions 2 to 10, θ_k = 1/k, over seeded repetitions. Target: the default estimator 0.005 at 100,000 slates, where click-through
 * rates of a fixed order are off by at least 0.05; under trust bias slopes within 0.02.
 */
public final class DebiasingBench implements BenchSuite {
    private static final int SLATES = 100_000;
    private static final double TARGET = 0.005;
    private static final double NAIVE = 0.05;
    private static final double SLOPES = 0.02;
    private static final double[] TRUSTED = {0.98, 0.575, 0.398, 0.31, 0.252, 0.213, 0.184, 0.162, 0.144, 0.128};
    private static final double[] UNWORTHY = {0.1, 0.045, 0.03, 0.022, 0.017, 0.013, 0.011, 0.009, 0.008, 0.007};

    /** Creates the suite. */
    public DebiasingBench() {}

    @Override
    public String name() {
        return "debiasing";
    }

    @Override
    public String summary() {
        return "Error of position bias estimators on simulated clicks whose truth is known.";
    }

    /** Shows slates of a kind to a simulation. */
    private interface Traffic {
        void show(PositionSimulation people, int slates, PositionStudy study);
    }

    private static Map<String, Traffic> traffics() {
        Map<String, Traffic> traffics = new LinkedHashMap<>();
        traffics.put("greedy", drawn(Policy.GREEDY, 0));
        traffics.put("two rankers", (people, slates, study) -> {
            ExplorationConfig greedy = PositionSimulation.config(Policy.GREEDY, 1, 0);
            people.show(greedy, 0, PositionSimulation.SLOTS, slates / 2, study::add);
            people.show(greedy, 1, PositionSimulation.SLOTS, slates / 2, study::add);
        });
        traffics.put("plackett_luce", drawn(Policy.PLACKETT_LUCE, 0));
        traffics.put("greedy, 5 % floor", drawn(Policy.GREEDY, 0.05));
        traffics.put("uniform", drawn(Policy.UNIFORM, 0));
        traffics.put("rand_pair", drawn(Policy.RAND_PAIR, 0));
        traffics.put("fair_pairs", drawn(Policy.FAIR_PAIRS, 0));
        return traffics;
    }

    private static Traffic drawn(Policy policy, double floor) {
        return (people, slates, study) -> people.show(
                PositionSimulation.config(policy, 0.7, floor), 0, PositionSimulation.SLOTS, slates, study::add);
    }

    /** Squared errors, and how many intervals hold the truth. */
    private static final class Errors {
        private double squares;
        private int count;
        private int held;

        void add(PositionEstimate estimate, double truth) {
            if (!Double.isNaN(estimate.theta())) {
                squares += (estimate.theta() - truth) * (estimate.theta() - truth);
                count++;
                held += estimate.lo() <= truth && truth <= estimate.hi() ? 1 : 0;
            }
        }

        double rmse() {
            return Math.sqrt(squares / count);
        }
    }

    @Override
    public Report run(Options options) {
        int repetitions = options.quick() ? 2 : 12;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d slates, %d repetitions; RMSE of θ_2..θ_10, and the share of 95 %% intervals that hold the truth%n%-16s",
                SLATES,
                repetitions,
                "estimator"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, Map<PositionEstimator, Errors>> all = new LinkedHashMap<>();
        traffics().forEach((name, traffic) -> {
            options.notes().accept("simulating " + name);
            all.put(name, errors(traffic, repetitions));
        });
        all.keySet().forEach(name -> text.append(String.format(Locale.ROOT, "%18s", name)));
        text.append("\n");
        for (PositionEstimator estimator : PositionEstimator.values()) {
            text.append(String.format(Locale.ROOT, "%-16s", estimator.wire()));
            ObjectNode row = json.putObject(estimator.wire());
            all.forEach((name, errors) -> {
                Errors of = errors.getOrDefault(estimator, new Errors());
                text.append(
                        of.count == 0
                                ? String.format(Locale.ROOT, "%18s", "-")
                                : String.format(Locale.ROOT, "%12.4f %4.0f%%", of.rmse(), 100.0 * of.held / of.count));
                row.put(name, of.count == 0 ? null : of.rmse());
            });
            text.append("\n");
        }
        verdict(all, text, json);
        slopes(repetitions, text, json, options);
        return new Report(text.toString(), json);
    }

    private static Map<PositionEstimator, Errors> errors(Traffic traffic, int repetitions) {
        Map<PositionEstimator, Errors> errors = new EnumMap<>(PositionEstimator.class);
        double[] truth = PositionSimulation.theta();
        for (int r = 0; r < repetitions; r++) {
            PositionReport report = report(PositionSimulation.plain(r), traffic, SLATES);
            report.strata().getFirst().estimates().forEach((estimator, estimates) -> {
                for (PositionEstimate estimate : estimates.subList(1, estimates.size())) {
                    errors.computeIfAbsent(estimator, _ -> new Errors()).add(estimate, truth[estimate.position() - 1]);
                }
            });
        }
        return errors;
    }

    private static PositionReport report(PositionSimulation people, Traffic traffic, int slates) {
        PositionStudy study = new PositionStudy(Action.Type.CLICK, Segmentation.attribute("context"));
        traffic.show(people, slates, study);
        return study.report();
    }

    private static void verdict(Map<String, Map<PositionEstimator, Errors>> all, StringBuilder text, ObjectNode json) {
        double chosen = rmse(all, "plackett_luce", PositionEstimator.DEFAULT);
        double naive = rmse(all, "greedy", PositionEstimator.NAIVE);
        boolean met = chosen <= TARGET && naive >= NAIVE;
        text.append(String.format(
                Locale.ROOT,
                "%s on plackett_luce %.4f (target %.3f), naive on greedy %.4f (at least %.2f): %s%n",
                PositionEstimator.DEFAULT.wire(),
                chosen,
                TARGET,
                naive,
                NAIVE,
                met ? "met" : "missed"));
        json.put("met", met);
    }

    private static double rmse(
            Map<String, Map<PositionEstimator, Errors>> all, String traffic, PositionEstimator estimator) {
        return all.getOrDefault(traffic, Map.of())
                .getOrDefault(estimator, new Errors())
                .rmse();
    }

    /** Trust bias, on four times as many slates: which numbers does the affine model find, and which do ratios. */
    private static void slopes(int repetitions, StringBuilder text, ObjectNode json, Options options) {
        options.notes().accept("simulating trust bias");
        for (Map.Entry<String, Traffic> traffic : List.of(
                Map.entry("uniform", drawn(Policy.UNIFORM, 0)),
                Map.entry("plackett_luce", drawn(Policy.PLACKETT_LUCE, 0)))) {
            double slope = 0;
            double intercept = 0;
            double ratio = 0;
            for (int r = 0; r < repetitions; r++) {
                PositionReport report =
                        report(new PositionSimulation(r, TRUSTED, UNWORTHY), traffic.getValue(), 4 * SLATES);
                PositionReport.Stratum stratum = report.strata().getFirst();
                for (TrustModel.Position position : stratum.trust().positions()) {
                    double share = TRUSTED[position.position() - 1] / TRUSTED[0];
                    double shift = UNWORTHY[position.position() - 1] - UNWORTHY[0] * share;
                    slope = Math.max(slope, Math.abs(position.slope() - share));
                    intercept = Math.max(intercept, Math.abs(position.intercept() - shift));
                    double theta = stratum.of(PositionEstimator.DEFAULT)
                            .get(position.position() - 1)
                            .theta();
                    ratio = Math.max(ratio, Math.abs(theta - share));
                }
            }
            text.append(String.format(
                    Locale.ROOT,
                    "trust bias, %s: slopes within %.4f (target %.2f), intercepts within %.4f; θ differs from them by up to"
                            + " %.3f%n",
                    traffic.getKey(),
                    slope,
                    SLOPES,
                    intercept,
                    ratio));
            json.putObject("trust " + traffic.getKey())
                    .put("slope", slope)
                    .put("intercept", intercept)
                    .put("theta", ratio);
        }
    }
}

package io.candor.offpolicy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Runs every estimator over a log, chooses their parameters, and draws units again for intervals. */
public final class OffPolicyEvaluation {
    private static final List<Double> CLIPS = List.of(2.0, 5.0, 10.0, 100.0);
    private static final List<Double> THRESHOLDS = List.of(1.0, 2.0, 5.0, 10.0);
    private static final List<Double> SHRINKAGES = List.of(1.0, 10.0, 100.0);
    private static final List<Double> SMOOTHINGS = List.of(0.05, 0.5);

    private final Outcomes outcomes;
    private final OffPolicyPlan plan;
    private final Map<String, RatioSum> sums = new LinkedHashMap<>();
    private final Map<String, Double> tuned = new LinkedHashMap<>();
    private final Map<String, String> limits = new LinkedHashMap<>();
    private final Map<String, List<OffPolicyReport.Tuned>> candidates = new LinkedHashMap<>();

    private OffPolicyEvaluation(Outcomes outcomes, OffPolicyPlan plan) {
        this.outcomes = outcomes;
        this.plan = plan;
    }

    /**
     * Evaluates.
     *
     * @param law of the target, over the rows of the outcomes
     * @param items how many ordinals there are
     */
    public static OffPolicyReport run(Outcomes outcomes, TargetLaw law, int items, OffPolicyPlan plan) {
        OffPolicyEvaluation evaluation = new OffPolicyEvaluation(outcomes, plan);
        ItemRewards rewards = ItemRewards.fit(outcomes, law, items, plan.folds());
        evaluation.itemWise(new ItemEstimators(outcomes, rewards));
        if (outcomes.slates() && law instanceof SlateLaw slates) {
            evaluation.slateWise(new SlateEstimators(outcomes), slates, rewards);
        }
        return evaluation.report(WeightDiagnostics.of(outcomes, law));
    }

    private void itemWise(ItemEstimators estimators) {
        sums.put("on_policy", estimators.onPolicy());
        sums.put("dm", estimators.directMethod());
        sums.put("ips", estimators.ips());
        tune("clipped", "ips", CLIPS, estimators::clipped);
        tune("sub_gaussian", "ips", SMOOTHINGS, estimators::subGaussianIps);
        sums.put("snips", estimators.snips());
        sums.put("snips_per_position", estimators.snipsByPosition());
        sums.put("dr", estimators.doublyRobust());
        sums.put(OffPolicyReport.DIFFERENCE, estimators.difference());
        sums.put("sndr", estimators.sndr());
        tune("switch_dr", "dr", THRESHOLDS, estimators::switchDr);
        tune("dros", "dr", SHRINKAGES, estimators::shrunkDr);
        tune("sub_gaussian_dr", "dr", SMOOTHINGS, estimators::subGaussianDr);
        sums.put("mips", estimators.marginalised(plan.groupOf()));
    }

    private void slateWise(SlateEstimators estimators, SlateLaw law, ItemRewards rewards) {
        sums.put("sips", estimators.sips());
        sums.put("snsips", estimators.snsips());
        sums.put("rips", estimators.rips());
        sums.put("snrips", estimators.snrips());
        if (IntStream.range(0, outcomes.size()).noneMatch(row -> Double.isNaN(rewards.conditional(row)))) {
            sums.put("cascade_dr", estimators.cascadeDr(SlateEstimators.RewardsToGo.of(outcomes, rewards)));
        }
        if (IntStream.range(0, outcomes.size()).noneMatch(row -> Double.isNaN(law.slateWeight(row)))) {
            sums.put("pi", estimators.pseudoInverse(law::slateWeight));
            sums.put("snpi", estimators.selfNormalisedPseudoInverse(law::slateWeight));
        }
    }

    /** @param limit the unbiased estimator that this one is with a parameter without effect */
    private void tune(String name, String limit, List<Double> parameters, DoubleFunction<RatioSum> estimator) {
        limits.put(name, limit);
        List<Slope.Candidate> grid = parameters.stream()
                .map(parameter -> new Slope.Candidate(parameter, estimator.apply(parameter)))
                .toList();
        candidates.put(
                name,
                grid.stream()
                        .map(candidate -> new OffPolicyReport.Tuned(
                                candidate.parameter(), candidate.sum().estimate()))
                        .toList());
        Slope.Candidate chosen = Slope.choose(grid, outcomes.units());
        tuned.put(name, chosen.parameter());
        sums.put(name, chosen.sum());
    }

    private OffPolicyReport report(WeightDiagnostics diagnostics) {
        List<RatioSum> ordered = List.copyOf(sums.values());
        double[][] drawn = plan.bootstrap().draw(outcomes.units(), ordered.size(), (times, out) -> {
            for (int e = 0; e < out.length; e++) {
                out[e] = ordered.get(e).value(times);
            }
        });
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        int e = 0;
        for (Map.Entry<String, RatioSum> entry : sums.entrySet()) {
            estimates.put(entry.getKey(), entry.getValue().estimate(drawn[e++]));
        }
        limits.forEach((name, limit) -> estimates.computeIfPresent(
                name, (tunedName, estimate) -> estimate.widenedBy(Objects.requireNonNull(estimates.get(limit)))));
        return new OffPolicyReport(outcomes.requests(), outcomes.units(), estimates, tuned, candidates, diagnostics);
    }
}

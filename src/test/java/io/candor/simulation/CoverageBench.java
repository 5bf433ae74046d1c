package io.candor.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Policy;
import io.candor.math.Bootstrap;
import io.candor.offpolicy.Estimate;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often the 95 % intervals of off-policy estimates hold the truth: logs of one policy in a world whose clicks are known, twenty other
 * policies, whose values are then known exactly, and every estimator on every log. A target that the log cannot tell of has to be
 * refused.
 */
public final class CoverageBench implements BenchSuite {
    private static final long SEED = 42;
    private static final int REQUESTS = 2_000;
    private static final List<String> SHOWN = List.of(
            "ips",
            "snips",
            "dr",
            OffPolicyReport.DIFFERENCE,
            "sndr",
            "switch_dr",
            "dros",
            "mips",
            "dm",
            "rips",
            "snrips",
            "sips",
            "snsips");
    /** Those that promise to hold the truth; the others assume more than is true here. */
    private static final List<String> HELD = SHOWN.subList(0, SHOWN.indexOf("mips"));
    /** Those whose interval spans another one. */
    private static final List<String> WIDE = List.of("switch_dr", "dros");

    private static final double LEAST = 0.90;
    private static final double MOST = 0.99;

    private final CoverageWorld world = new CoverageWorld(SEED);

    /** What was told of one target: estimates that one is warned of count as not told. */
    private static final class Tally {
        private final Map<String, Integer> held = new LinkedHashMap<>();
        private final Map<String, Integer> told = new LinkedHashMap<>();
        private double ess;
        private int refused;
        private int repetitions;

        void add(OffPolicyReport report, double truth, double logged) {
            repetitions++;
            ess += report.diagnostics().ess();
            refused += report.diagnostics().objections().isEmpty() ? 0 : 1;
            report.estimates().forEach((name, estimate) -> {
                if (report.tells(name)) {
                    told.merge(name, 1, Integer::sum);
                    boolean holds = holds(estimate, name.equals(OffPolicyReport.DIFFERENCE) ? truth - logged : truth);
                    held.merge(name, holds ? 1 : 0, Integer::sum);
                }
            });
        }

        private static boolean holds(Estimate estimate, double truth) {
            return estimate.lo() <= truth && truth <= estimate.hi();
        }

        boolean refused() {
            return refused > repetitions / 2;
        }

        /** Returns whether intervals were told often enough to say something of them. */
        boolean known(String name) {
            return told.getOrDefault(name, 0) > repetitions / 2;
        }

        /** Returns the share of intervals that held the truth; NaN when there were none. */
        double coverage(String name) {
            return (double) held.getOrDefault(name, 0) / told.getOrDefault(name, 0);
        }

        boolean met(String name) {
            return !known(name) || (coverage(name) >= LEAST && (coverage(name) <= MOST || WIDE.contains(name)));
        }
    }

    /** Creates the suite. */
    public CoverageBench() {}

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public String summary() {
        return "How often the intervals of off-policy estimates hold the truth, for twenty policies in a known world.";
    }

    @Override
    public Report run(Options options) {
        int repetitions = options.quick() ? 40 : 200;
        OffPolicyPlan plan = OffPolicyPlan.of(2, new Bootstrap(2_000, SEED));
        CoveragePolicy logging = policy("logged", plackettLuce(0.5, 0.1), world::guessed);
        List<CoveragePolicy> targets = targets(logging);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d logs of %d slates of %d out of %d, by %d people; share of 95 %% intervals that hold the truth,%n"
                        + "of those that are told without a warning; nothing where that is fewer than half%n%n%s%n",
                repetitions,
                REQUESTS,
                CoverageWorld.SLOTS,
                CoverageWorld.CANDIDATES,
                CoverageWorld.PEOPLE,
                header()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<Tally> tallies = run(logging, targets, repetitions, plan, options);
        int missed = 0;
        for (int t = 0; t < targets.size(); t++) {
            Tally tally = tallies.get(t);
            text.append(row(targets.get(t), tally));
            ObjectNode of = json.putObject(targets.get(t).name());
            of.put("value", targets.get(t).value())
                    .put("ess", tally.ess / repetitions)
                    .put("refused", (double) tally.refused / repetitions);
            for (String estimator : SHOWN) {
                of.put(estimator, tally.coverage(estimator));
            }
            for (String estimator : HELD) {
                missed += tally.refused() || tally.met(estimator) ? 0 : 1;
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%ntarget: what is told of %s at %.2f to %.2f for each policy: %s%n",
                String.join(", ", HELD),
                LEAST,
                MOST,
                missed == 0 ? "met" : "MISSED " + missed + " times"));
        text.append(badOverlap(repetitions, plan, options, json));
        return new Report(text.toString(), json);
    }

    private List<Tally> run(
            CoveragePolicy logging,
            List<CoveragePolicy> targets,
            int repetitions,
            OffPolicyPlan plan,
            Options options) {
        List<Tally> tallies = targets.stream().map(target -> new Tally()).toList();
        double[] truths = targets.stream().mapToDouble(CoveragePolicy::value).toArray();
        double ofLog = logging.value();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            if (repetition % 20 == 0) {
                options.notes().accept("log " + repetition + " of " + repetitions);
            }
            List<OffPolicyReport> reports =
                    world.evaluate(logging, targets, REQUESTS, SEED + 1_000_003L * repetition, plan);
            for (int t = 0; t < reports.size(); t++) {
                tallies.get(t).add(reports.get(t), truths[t], ofLog);
            }
        }
        return tallies;
    }

    /** A log that is all but certain, and a target that wants the contrary. */
    private String badOverlap(int repetitions, OffPolicyPlan plan, Options options, ObjectNode json) {
        options.notes().accept("a log that cannot tell");
        CoveragePolicy certain = policy("certain", plackettLuce(0.02, 0), world::guessed);
        CoveragePolicy contrary = policy("contrary", plackettLuce(0.2, 0), (user, c) -> -world.guessed(user, c));
        Tally tally =
                run(certain, List.of(contrary), repetitions, plan, options).getFirst();
        json.putObject("bad_overlap")
                .put("refused", (double) tally.refused / repetitions)
                .put("ess", tally.ess / repetitions)
                .put("dr", tally.coverage("dr"));
        return String.format(
                Locale.ROOT,
                "log all but certain, target the contrary: refused %d of %d times (mean ESS %.1f; dr would have held %.2f): %s%n",
                tally.refused,
                repetitions,
                tally.ess / repetitions,
                tally.coverage("dr"),
                tally.refused == repetitions ? "met" : "MISSED");
    }

    private static String header() {
        StringBuilder header =
                new StringBuilder(String.format(Locale.ROOT, "%-22s %7s %6s %7s", "policy", "value", "ESS", "refused"));
        SHOWN.forEach(
                name -> header.append(String.format(Locale.ROOT, " %9s", name.replace("dr_difference", "dr − log"))));
        return header.toString();
    }

    private static String row(CoveragePolicy target, Tally tally) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "%-22s %7.4f %6.0f %7.2f",
                target.name(),
                target.value(),
                tally.ess / tally.repetitions,
                (double) tally.refused / tally.repetitions));
        SHOWN.forEach(name -> row.append(
                !tally.known(name)
                        ? String.format(Locale.ROOT, " %9s", "")
                        : String.format(Locale.ROOT, " %9.3f", tally.coverage(name))));
        return row.append(System.lineSeparator()).toString();
    }

    /** Twenty policies: temperatures, floors, kinds, models, weights. */
    private List<CoveragePolicy> targets(CoveragePolicy logging) {
        List<CoveragePolicy> targets = new ArrayList<>(List.of(logging));
        for (double temperature : new double[] {0.2, 0.35, 0.7, 1, 2}) {
            targets.add(policy("temperature " + temperature, plackettLuce(temperature, 0.1), world::guessed));
        }
        for (double floor : new double[] {0, 0.3, 0.6}) {
            targets.add(policy("floor " + floor, plackettLuce(0.5, floor), world::guessed));
        }
        targets.add(policy("uniform", config(Policy.UNIFORM, 1, 0), world::guessed));
        targets.add(policy("greedy", config(Policy.GREEDY, 1, 0), world::guessed));
        targets.add(policy("explore_slot", config(Policy.EXPLORE_SLOT, 1, 0), world::guessed));
        targets.add(policy("rand_pair", config(Policy.RAND_PAIR, 1, 0.1), world::guessed));
        targets.add(policy("fair_pairs", config(Policy.FAIR_PAIRS, 1, 0), world::guessed));
        targets.add(policy("thompson", config(Policy.THOMPSON, 1, 0.1), world::guessed));
        targets.add(policy("true model", plackettLuce(0.5, 0.1), world::known));
        targets.add(policy("true model, greedy", config(Policy.GREEDY, 1, 0.5), world::known));
        targets.add(policy("popularity", plackettLuce(0.5, 0.1), world::fame));
        targets.add(policy(
                "more popularity", plackettLuce(0.5, 0.1), (user, c) -> world.guessed(user, c) + world.fame(user, c)));
        targets.add(policy(
                "less popularity", plackettLuce(0.5, 0.1), (user, c) -> world.guessed(user, c) - world.fame(user, c)));
        return targets;
    }

    private CoveragePolicy policy(String name, ExplorationConfig config, CoveragePolicy.Score score) {
        return new CoveragePolicy(name, world, config, score);
    }

    private static ExplorationConfig plackettLuce(double temperature, double floor) {
        return config(Policy.PLACKETT_LUCE, temperature, floor);
    }

    private static ExplorationConfig config(Policy policy, double temperature, double floor) {
        return new ExplorationConfig(policy, temperature, floor, 0.5, 1, CoverageWorld.CANDIDATES, 0);
    }
}

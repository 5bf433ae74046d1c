package io.candor.simulation;

import io.candor.math.SplitMix64;
import io.candor.offpolicy.OffPolicyEvaluation;
import io.candor.offpolicy.OffPolicyPlan;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.offpolicy.Outcomes;
import io.candor.offpolicy.SlateLaw;
import io.candor.offpolicy.TargetLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** People of a {@link World}, each with the candidates that a half-knowing model found, and logs of policies over them. */
final class CoverageWorld {
    /** Everybody; the people of a log are drawn from them anew, with repetition. */
    static final int USERS = 1_000;

    static final int PEOPLE = 300;
    static final int CANDIDATES = 20;
    static final int SLOTS = 5;
    private static final int ITEMS = 120;
    private static final double KNOWLEDGE = 0.7;

    private final World world;
    private final ClickModel model = ClickModel.positionBased();
    private final int[][] items = new int[USERS][];
    private final int[][] grades = new int[USERS][CANDIDATES];
    private final double[][] guessed = new double[USERS][CANDIDATES];
    private final double[][] known = new double[USERS][CANDIDATES];

    /** One logged slate: which of the people of the log saw it, who that is, and what was clicked. */
    @SuppressWarnings("ArrayRecordComponent") // local, never compared
    private record Logged(int person, int user, int[] slate, boolean[] clicked, double[] lnPrefixes) {}

    CoverageWorld(long seed) {
        world = new World(new WorldSettings(seed, USERS, ITEMS, 6, 0.5, 0, 0));
        SplitMix64 random = new SplitMix64(seed);
        for (int user = 0; user < USERS; user++) {
            double[] taste = world.taste(user, 0);
            double[] exact = new double[ITEMS];
            double[] guess = new double[ITEMS];
            for (int item = 0; item < ITEMS; item++) {
                List<Double> character = world.character(world.itemId(item));
                exact[item] = world.fame(world.itemId(item));
                for (int d = 0; d < taste.length; d++) {
                    exact[item] += taste[d] * character.get(d);
                }
                guess[item] = KNOWLEDGE * exact[item] + Math.sqrt(1 - KNOWLEDGE * KNOWLEDGE) * random.nextGaussian();
            }
            items[user] = IntStream.range(0, ITEMS)
                    .boxed()
                    .sorted(Comparator.comparingDouble(item -> -guess[item]))
                    .limit(CANDIDATES)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                int item = items[user][candidate];
                grades[user][candidate] = world.grade(taste, world.itemId(item));
                guessed[user][candidate] = guess[item];
                known[user][candidate] = exact[item];
            }
        }
    }

    /** Returns the score of the half-knowing model. */
    double guessed(int user, int candidate) {
        return guessed[user][candidate];
    }

    /** Returns the score that clicks follow. */
    double known(int user, int candidate) {
        return known[user][candidate];
    }

    double fame(int user, int candidate) {
        return world.fame(world.itemId(items[user][candidate]));
    }

    /** Returns P(click) on a candidate at a slot. */
    double clicks(int user, int candidate, int slot) {
        return model.probability(slot + 1, grades[user][candidate]);
    }

    /** Logs slates of a policy, and evaluates others on them; in their order. */
    List<OffPolicyReport> evaluate(
            CoveragePolicy logging, List<CoveragePolicy> targets, int requests, long seed, OffPolicyPlan plan) {
        SplitMix64 random = new SplitMix64(seed);
        int[] people = new int[PEOPLE];
        Arrays.setAll(people, person -> random.nextInt(USERS));
        List<Logged> log = new ArrayList<>();
        for (int n = 0; n < requests; n++) {
            int person = random.nextInt(PEOPLE);
            int user = people[person];
            int[] slate = logging.draw(user, random.nextLong());
            boolean[] clicked = new boolean[SLOTS];
            for (int slot = 0; slot < SLOTS; slot++) {
                clicked[slot] = random.nextDouble() < clicks(user, slate[slot], slot);
            }
            log.add(new Logged(person, user, slate, clicked, logging.lnPrefixes(user, slate)));
        }
        return targets.stream()
                .map(target -> evaluate(logging, target, log, plan))
                .toList();
    }

    private OffPolicyReport evaluate(
            CoveragePolicy logging, CoveragePolicy target, List<Logged> log, OffPolicyPlan plan) {
        Outcomes.Builder builder = new Outcomes.Builder();
        for (Logged logged : log) {
            double[] lnPrefixes = target.costly() ? new double[0] : target.lnPrefixes(logged.user, logged.slate);
            List<Outcomes.Row> rows = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                int candidate = logged.slate[slot];
                double probability = logging.at(logged.user, candidate, slot);
                double weight = target.at(logged.user, candidate, slot) / probability;
                rows.add(new Outcomes.Row(
                        items[logged.user][candidate],
                        slot + 1,
                        logged.clicked[slot] ? 1 : 0,
                        probability,
                        weight,
                        target.costly() ? weight : Math.exp(lnPrefixes[slot] - logged.lnPrefixes[slot])));
            }
            builder.request(logged.person, rows);
        }
        SlateLaw law = new Law(logging, target, log);
        TargetLaw itemWise = new TargetLaw() {
            @Override
            public double expectation(int row, double[] values) {
                return law.expectation(row, values);
            }

            @Override
            public double uncovered(int row) {
                return law.uncovered(row);
            }
        };
        return OffPolicyEvaluation.run(builder.build(), target.costly() ? itemWise : law, ITEMS, plan);
    }

    /** What a target does where rows of a log were made; what it does below a prefix is not told. */
    private final class Law implements SlateLaw {
        private final CoveragePolicy logging;
        private final CoveragePolicy target;
        private final List<Logged> log;

        Law(CoveragePolicy logging, CoveragePolicy target, List<Logged> log) {
            this.logging = logging;
            this.target = target;
            this.log = log;
        }

        @Override
        public double expectation(int row, double[] values) {
            int user = log.get(row / SLOTS).user;
            double sum = 0;
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                sum += target.at(user, candidate, row % SLOTS) * values[items[user][candidate]];
            }
            return sum;
        }

        @Override
        public double uncovered(int row) {
            int user = log.get(row / SLOTS).user;
            double sum = 0;
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                boolean never = logging.at(user, candidate, row % SLOTS) == 0;
                sum += never ? target.at(user, candidate, row % SLOTS) : 0;
            }
            return sum;
        }

        @Override
        public double conditional(int row, double[] values) {
            return Double.NaN;
        }

        @Override
        public double slateWeight(int row) {
            return Double.NaN;
        }
    }
}

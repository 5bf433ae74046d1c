package io.candor.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.Holdout;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.Split;
import io.candor.math.Bootstrap;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.MeanInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class RankingEvaluatorTest {
    /** Stands for a metric that is not there; equal to no number. */
    private static final MeanInterval ABSENT = new MeanInterval(Double.NaN, Double.NaN, Double.NaN, 0);

    private static final List<Integer> DEPTHS = List.of(1, 2, 10);

    @Test
    void evaluate_handComputedCase_ranksAmongUnseenItemsOnly() {
        // Items by ordinal: a 0, b 1, c 2, d 3. User u saw a and b, c is held out; user v saw a, then b is held out.
        Holdout holdout = holdout("u a 1", "u b 2", "u c 3", "v a 1", "w d 1", "v b 2");
        ItemScores scores = ItemScores.ofColumn(FloatColumn.of(new float[] {9, 1, 5, 7}));

        Map<String, MeanInterval> metrics =
                new RankingEvaluator(holdout, DEPTHS).evaluate(scores).metrics();

        // For u: d, c. For v: d, c, b.
        assertEquals(0, metrics.getOrDefault("HR@1", ABSENT).mean());
        assertEquals(0.5, metrics.getOrDefault("HR@2", ABSENT).mean());
        assertEquals(1, metrics.getOrDefault("HR@10", ABSENT).mean());
        assertEquals(
                (1 / 2.0 + 1 / 3.0) / 2, metrics.getOrDefault("MRR", ABSENT).mean(), 1e-15);
        assertEquals(
                (1 / 1.584962500721156 + 0.5) / 2,
                metrics.getOrDefault("nDCG@10", ABSENT).mean(),
                1e-12);
        assertEquals(0.25, metrics.getOrDefault("coverage@1", ABSENT).mean());
        assertEquals(0.5, metrics.getOrDefault("coverage@2", ABSENT).mean());
        assertEquals(0.75, metrics.getOrDefault("coverage@10", ABSENT).mean());
        assertEquals(2, metrics.getOrDefault("HR@1", ABSENT).count());
        assertEquals(0.25, metrics.getOrDefault("Precision@2", ABSENT).mean());
        assertEquals(0.25, metrics.getOrDefault("MAP@2", ABSENT).mean());
        // One of one other item scores higher than c for u, two of two than b for v.
        assertEquals(0, metrics.getOrDefault("AUC", ABSENT).mean());
        // Shown at depth 1: a 0, b 0, c 0, d 2 times.
        assertEquals(0.75, metrics.getOrDefault("Gini@1", ABSENT).mean());
    }

    @Test
    void evaluate_randomScores_equalsAnotherWayToCount() {
        RandomGenerator random = random(17);
        for (int round = 0; round < 20; round++) {
            Holdout holdout = temporal(30, 25, random);
            // Few different values, so that many are equal.
            float[][] rows = new float[200][25];
            for (float[] row : rows) {
                for (int item = 0; item < row.length; item++) {
                    row[item] = random.nextInt(6);
                }
            }
            ItemScores scores = (user, target) -> System.arraycopy(rows[user], 0, target, 0, target.length);
            double auc = 0;
            int judged = 0;
            double averagePrecision = 0;
            for (int i = 0; i < holdout.size(); i++) {
                SlowRanking slow = new SlowRanking(holdout, i, rows[holdout.user(i)]);
                auc += Double.isNaN(slow.auc()) ? 0 : slow.auc();
                judged += Double.isNaN(slow.auc()) ? 0 : 1;
                averagePrecision += slow.averagePrecision() / holdout.size();
            }
            RankingReport report = new RankingEvaluator(holdout, List.of(1_000)).evaluate(scores);
            assertEquals(
                    auc / judged, report.metrics().getOrDefault("AUC", ABSENT).mean(), 1e-12);
            assertEquals(
                    averagePrecision,
                    report.metrics().getOrDefault("MAP@1000", ABSENT).mean(),
                    1e-12);
        }
    }

    /** A user's ranking by sorting, and pairs one by one. */
    private static final class SlowRanking {
        private final List<Integer> order = new ArrayList<>();
        private final List<Integer> relevant = new ArrayList<>();
        private final float[] row;

        SlowRanking(Holdout holdout, int i, float[] row) {
            this.row = row;
            for (int item = 0; item < holdout.items(); item++) {
                order.add(item);
            }
            for (int k = 0; k < holdout.seenCount(i); k++) {
                order.remove(Integer.valueOf(holdout.seen(i, k)));
            }
            for (int k = 0; k < holdout.heldOutCount(i); k++) {
                relevant.add(holdout.heldOut(i, k));
            }
            order.sort(Comparator.comparingDouble(item -> -row[item]));
        }

        double auc() {
            double wins = 0;
            int pairs = 0;
            for (int other : order) {
                for (int item : relevant) {
                    if (!relevant.contains(other)) {
                        pairs++;
                        wins += row[item] > row[other] ? 1 : row[item] == row[other] ? 0.5 : 0;
                    }
                }
            }
            return wins / pairs;
        }

        double averagePrecision() {
            double sum = 0;
            int hits = 0;
            for (int rank = 1; rank <= order.size(); rank++) {
                if (relevant.contains(order.get(rank - 1))) {
                    sum += ++hits / (double) rank;
                }
            }
            return sum / relevant.size();
        }
    }

    @Test
    void evaluate_sampled_ranksAmongSoManyOthers() {
        Holdout holdout = drawn(500, 80);
        EvaluationPlan plan = new EvaluationPlan(List.of(10), new CandidateSample(9, 4), new Bootstrap(10, 1));
        ModelEvaluation evaluation = ModelEvaluation.of(factors(500, 80), holdout, plan);
        // Of ten candidates all are among the first ten.
        assertEquals(1, mean(evaluation.shuffled(), "HR@10"));
        assertEquals(evaluation, ModelEvaluation.of(factors(500, 80), holdout, plan), "a function of the seed");
    }

    @Test
    void evaluate_strata_divideTheRecall() {
        // Popularity 4, 1, 1: a is the head, and b, c the tail.
        Holdout holdout = holdout("v a 1", "w a 1", "u b 1", "u a 2", "x b 1", "x c 2");
        JudgedModel model = new JudgedModel(
                FactorMatrix.ofRows(new float[] {1, 1, 1, 1}, 1),
                FactorMatrix.ofRows(new float[] {3, 2, 1}, 1),
                FloatColumn.of(new float[4]),
                FloatColumn.of(new float[3]),
                FloatColumn.of(new float[] {4, 1, 1}),
                false);
        EvaluationPlan plan = new EvaluationPlan(List.of(1), CandidateSample.ALL, new Bootstrap(50, 1));
        Map<String, MeanInterval> metrics =
                ModelEvaluation.of(model, holdout, plan).model().metrics();
        // u is shown a, which was held out; x is shown a, and c was held out.
        assertEquals(1, metrics.getOrDefault("Recall@1/head", ABSENT).mean());
        assertEquals(1, metrics.getOrDefault("Recall@1/head", ABSENT).count());
        assertTrue(Double.isNaN(metrics.getOrDefault("Recall@1/middle", ABSENT).mean()));
        assertEquals(0, metrics.getOrDefault("Recall@1/tail", ABSENT).mean());
        assertEquals(0.5, metrics.getOrDefault("Recall@1", ABSENT).mean());
    }

    @Test
    void evaluate_equalScores_breakByOrdinal() {
        Holdout holdout = holdout("u a 1", "v b 1", "w c 1", "x d 1", "y e 1", "u c 2");
        ItemScores same = ItemScores.ofColumn(FloatColumn.of(new float[5]));

        // Unseen are b, c, d, e in this order; c is the second.
        assertEquals(1 / 2.0, mean(holdout, same, "MRR"));
    }

    @Test
    void evaluate_minusInfinity_isTheLastRank() {
        Holdout holdout = holdout("u a 1", "v b 1", "w d 1", "u c 2");
        ItemScores unknown = (user, target) -> {
            for (int item = 0; item < target.length; item++) {
                target[item] = item == holdout.heldOut(0, 0) ? Float.NEGATIVE_INFINITY : -item;
            }
        };
        assertEquals(1 / 3.0, mean(holdout, unknown, "MRR"), 1e-15);
    }

    @Test
    void evaluate_perfectRanking_isOneEverywhere() {
        Holdout holdout = drawn(60, 80);
        ItemScores perfect = (user, target) -> {
            Arrays.fill(target, 0);
            for (int i = 0; i < holdout.size(); i++) {
                if (holdout.user(i) == user) {
                    for (int k = 0; k < holdout.heldOutCount(i); k++) {
                        target[holdout.heldOut(i, k)] = 1;
                    }
                }
            }
        };
        RankingReport report = new RankingEvaluator(holdout, DEPTHS).evaluate(perfect);
        for (String name : List.of("HR@1", "nDCG@1", "nDCG@10", "HR@10", "Recall@10", "MRR")) {
            assertEquals(1, report.metrics().getOrDefault(name, ABSENT).mean(), 1e-12, name);
            assertEquals(1, report.metrics().getOrDefault(name, ABSENT).low(), 1e-12, name);
        }
    }

    @Test
    void evaluate_everyTime_isTheSame() {
        Holdout holdout = drawn(200, 80);
        ItemScores scores = noise(80, 5);
        RankingReport first = new RankingEvaluator(holdout, DEPTHS).evaluate(scores);
        for (int time = 0; time < 5; time++) {
            assertEquals(first, new RankingEvaluator(holdout, DEPTHS).evaluate(scores));
        }
    }

    @Test
    void evaluate_noise_hitsAsOftenAsChance() {
        Holdout holdout = drawn(4_000, 100);
        double expected = 0;
        for (int i = 0; i < holdout.size(); i++) {
            expected += 10.0 / (holdout.items() - holdout.seenCount(i)) / holdout.size();
        }
        double error = Math.sqrt(expected * (1 - expected) / holdout.size());
        assertEquals(expected, mean(holdout, noise(holdout.items(), 1), "HR@10"), 4 * error);
    }

    @Test
    void evaluate_noJudgedUser_isNotANumber() {
        Holdout nobody = holdout("u a 1", "v b 1");
        assertTrue(Double.isNaN(mean(nobody, noise(2, 1), "HR@10")));
    }

    @Test
    void evaluate_depthBeyondTheItems_findsAll() {
        Holdout holdout = drawn(20, 30);
        RankingReport report = new RankingEvaluator(holdout, List.of(Integer.MAX_VALUE)).evaluate(noise(30, 2));
        assertEquals(
                1,
                report.metrics().getOrDefault("HR@" + Integer.MAX_VALUE, ABSENT).mean());
        assertEquals(
                1,
                report.metrics()
                        .getOrDefault("Recall@" + Integer.MAX_VALUE, ABSENT)
                        .mean());
    }

    @Test
    void of_depthBelowOne_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RankingEvaluator(drawn(5, 5), List.of(10, 0)));
    }

    @Test
    void modelEvaluation_personalModel_beatsPopularityAndItsShuffle() {
        int items = 100;
        Holdout holdout = drawn(1_500, items);
        int users = 1_500;
        float[] wanted = new float[users * items];
        for (int i = 0; i < holdout.size(); i++) {
            wanted[holdout.user(i) * items + holdout.heldOut(i, 0)] = 1;
        }
        float[] identity = new float[items * items];
        float[] popularity = new float[items];
        for (int item = 0; item < items; item++) {
            identity[item * items + item] = 1;
            popularity[item] = item;
        }
        ModelEvaluation evaluation = ModelEvaluation.of(
                new JudgedModel(
                        FactorMatrix.ofRows(wanted, items),
                        FactorMatrix.ofRows(identity, items),
                        FloatColumn.of(new float[users]),
                        FloatColumn.of(new float[items]),
                        FloatColumn.of(popularity),
                        false),
                holdout,
                plan(1));

        assertEquals(
                1, evaluation.model().metrics().getOrDefault("HR@1", ABSENT).mean());
        // Held-out items are uniform, so another's wish, and the most popular, are right as often as chance.
        double chance = 1.0 / items;
        double error = Math.sqrt(chance * (1 - chance) / holdout.size());
        assertEquals(
                chance,
                evaluation.shuffled().metrics().getOrDefault("HR@1", ABSENT).mean(),
                5 * error);
        assertEquals(
                chance,
                evaluation.popularity().metrics().getOrDefault("HR@1", ABSENT).mean(),
                5 * error);
        assertTrue(evaluation.shuffled().metrics().getOrDefault("HR@1", ABSENT).high() < 0.1);
    }

    @Test
    void modelEvaluation_itemBias_movesRanks() {
        Holdout holdout = holdout("u a 1", "v b 1", "u c 2");
        FactorMatrix users = FactorMatrix.ofRows(new float[] {1, 1}, 1);
        FactorMatrix items = FactorMatrix.ofRows(new float[] {0, 1, 0.5f}, 1);
        for (float bias : new float[] {0, 1}) {
            JudgedModel model = new JudgedModel(
                    users,
                    items,
                    FloatColumn.of(new float[2]),
                    FloatColumn.of(new float[] {0, 0, bias}),
                    FloatColumn.of(new float[3]),
                    false);
            ModelEvaluation evaluation = ModelEvaluation.of(model, holdout, plan(1));
            assertEquals(
                    bias,
                    evaluation.model().metrics().getOrDefault("HR@1", ABSENT).mean());
        }
    }

    @Test
    void modelEvaluation_modelOfOtherData_isRefused() {
        Holdout holdout = holdout("u a 1", "v b 1", "u c 2");
        FloatColumn column = FloatColumn.of(new float[3]);
        FactorMatrix two = FactorMatrix.ofRows(new float[2], 1);
        FactorMatrix three = FactorMatrix.ofRows(new float[3], 1);
        FactorMatrix none = FactorMatrix.ofRows(new float[0], 1);
        JudgedModel fewItems = new JudgedModel(two, two, column, column, column, false);
        JudgedModel noUsers = new JudgedModel(none, three, column, column, column, false);
        assertThrows(IllegalArgumentException.class, () -> ModelEvaluation.of(fewItems, holdout, plan(1)));
        assertThrows(IllegalArgumentException.class, () -> ModelEvaluation.of(noUsers, holdout, plan(1)));
    }

    @Test
    void modelEvaluation_rivalThatIsTheModel_differsInNothing() {
        Holdout holdout = drawn(300, 40);
        JudgedModel model = factors(300, 40);
        ModelEvaluation evaluation = ModelEvaluation.of(model, holdout, plan(5), model.predictions());
        ModelEvaluation.Comparison rival = evaluation.rival().orElseThrow();
        assertEquals(evaluation.model(), rival.report());
        rival.differences().forEach((name, difference) -> {
            assertEquals(0, difference.interval().mean(), name);
            assertEquals(0, difference.interval().high(), name);
            assertEquals(1, difference.p(), name);
        });
        assertTrue(rival.differences().containsKey("RMSE"));
    }

    private static EvaluationPlan plan(int depth) {
        return new EvaluationPlan(List.of(depth), CandidateSample.ALL, new Bootstrap(100, 7));
    }

    /** Returns a model of random factors that predicts ratings. */
    private static JudgedModel factors(int users, int items) {
        RandomGenerator random = random(3);
        float[] popularity = new float[items];
        Arrays.fill(popularity, 1);
        float[][] numbers = {new float[users * 4], new float[items * 4], new float[users], new float[items]};
        for (float[] column : numbers) {
            for (int i = 0; i < column.length; i++) {
                column[i] = (float) random.nextGaussian();
            }
        }
        return new JudgedModel(
                FactorMatrix.ofRows(numbers[0], 4),
                FactorMatrix.ofRows(numbers[1], 4),
                FloatColumn.of(numbers[2]),
                FloatColumn.of(numbers[3]),
                FloatColumn.of(popularity),
                true);
    }

    private static double mean(RankingReport report, String metric) {
        return report.metrics().getOrDefault(metric, ABSENT).mean();
    }

    /** Returns a hold-out of the last third of random rows, so that several items a user are held out. */
    private static Holdout temporal(int users, int items, RandomGenerator random) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int item = 0; item < items; item++) {
            builder.add("u0", "i" + item, 1, -1);
        }
        for (int row = 0; row < users * 8; row++) {
            builder.add("u" + random.nextInt(users), "i" + random.nextInt(items), 1, row);
        }
        return Holdout.of(new Split.Temporal(0.3).apply(builder.build().distinct()));
    }

    private static double mean(Holdout holdout, ItemScores scores, String metric) {
        return new RankingEvaluator(holdout, DEPTHS)
                .evaluate(scores)
                .metrics()
                .getOrDefault(metric, ABSENT)
                .mean();
    }

    /** Returns scores that are a function of user and item alone, and otherwise random. */
    private static ItemScores noise(int items, long seed) {
        return (user, target) -> {
            RandomGenerator random = random(seed * 1_000_003 + user);
            for (int item = 0; item < items; item++) {
                target[item] = random.nextFloat();
            }
        };
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Returns a hold-out of the last of rows {@code user item time}, for users with two or more. */
    private static Holdout holdout(String... rows) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (String row : rows) {
            String[] fields = row.split(" ", -1);
            builder.add(fields[0], fields[1], 1, Long.parseLong(fields[2]));
        }
        return Holdout.of(new Split.LeaveLastOut(2).apply(builder.build()));
    }

    /** Returns a hold-out of users with two to six different items each, drawn uniformly; the last is held out. */
    private static Holdout drawn(int users, int items) {
        RandomGenerator random = random(99);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int item = 0; item < items; item++) {
            builder.add("u0", "i" + item, 1, -1);
        }
        for (int user = 1; user < users; user++) {
            List<Integer> own = new ArrayList<>();
            for (int k = 2 + random.nextInt(5); k > 0; k--) {
                own.add(random.nextInt(items));
            }
            for (int item : own.stream().distinct().toList()) {
                builder.add("u" + user, "i" + item, 1, 0);
            }
        }
        return Holdout.of(new Split.LeaveLastOut(2).apply(builder.build()));
    }
}

package io.candor.bench;

import io.candor.cli.BenchSuite;
import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Holdout;
import io.candor.dataset.Split;
import io.candor.dataset.SplitData;
import io.candor.evaluation.ItemScores;
import io.candor.evaluation.RankingEvaluator;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.MeanInterval;
import io.candor.training.TrainedFactors;
import io.candor.training.TrainingData;
import io.candor.training.TrainingRun;
import io.candor.training.TrainingSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code candor bench training}: iALS beside Spark MLlib's ALS, on the same interactions with the same weights, in turn; on one thread and on
 * two; and how much memory ten million ratings take.
 */
public final class TrainingBench implements BenchSuite {
    static final int DIMS = 64;
    private static final int EPOCHS = 10;
    private static final int FEW = 2;
    private static final int MORE = 6;
    private static final int THREADS = 2;
    private static final SkewedRatings QUICK = new SkewedRatings(12_000, 4_000, 45, 1);
    private static final SkewedRatings FULL = new SkewedRatings(40_000, 10_000, 60, 1);
    private static final SkewedRatings LARGE = new SkewedRatings(150_000, 20_000, 74, 2);
    /** Of the observed against the others, and of the size of the factors: what ranks best here for either. */
    private static final double ALPHA0 = 0.1;

    private static final double LAMBDA = 0.003;
    private static final double SPARK_REGULARISATION = 0.1;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String summary() {
        return "Passes of iALS beside Spark's ALS, on one thread and two; memory for ten million ratings.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path home = Path.of(System.getProperty("candor.home", ""));
        Path kept = Files.createDirectories(home.resolve("target").resolve("bench"));
        SkewedRatings shape = options.quick() ? QUICK : FULL;
        SplitData parts = new Split.LeaveLastOut(2).apply(shape.interactions());
        FeedbackMatrix matrix = FeedbackMatrix.of(parts.training());
        TrainingData data = TrainingData.of(parts.training(), Float.NEGATIVE_INFINITY);
        options.notes()
                .accept(matrix.byUser().entries() + " interactions of " + shape.users() + " users with "
                        + matrix.items() + " items");
        TrainingReport report = new TrainingReport(matrix);
        Holdout holdout = Holdout.of(parts);
        try (SparkAls spark = SparkAls.start(home, kept, matrix.byUser(), THREADS)) {
            report.spark(spark.version());
            options.notes().accept("Spark " + spark.version() + " has read them; warming up");
            spark.fit(DIMS, 1, SPARK_REGULARISATION, 1 / ALPHA0, THREADS, "-");
            candor(data, 1, THREADS);
            candor(data, 1, 1);
            int rounds = options.quick() ? 2 : 3;
            for (int round = 1; round <= rounds; round++) {
                for (int blocks : List.of(THREADS, 10)) {
                    SparkAls.Fit few = spark.fit(DIMS, FEW, SPARK_REGULARISATION, 1 / ALPHA0, blocks, "-");
                    SparkAls.Fit more = spark.fit(DIMS, MORE, SPARK_REGULARISATION, 1 / ALPHA0, blocks, "-");
                    report.sparkPass(
                            blocks,
                            new SparkAls.Fit(
                                    (more.seconds() - few.seconds()) / (MORE - FEW),
                                    (more.cpuSeconds() - few.cpuSeconds()) / (MORE - FEW)));
                }
                candor(data, MORE, THREADS).passes().forEach(pass -> report.pass(THREADS, pass));
                candor(data, FEW, 1).passes().forEach(pass -> report.pass(1, pass));
                options.notes().accept("round " + round + " of " + rounds);
            }
            options.notes().accept("judging both after " + EPOCHS + " passes");
            SparkAls.Fit whole = spark.fit(DIMS, EPOCHS, SPARK_REGULARISATION, 1 / ALPHA0, THREADS, kept.toString());
            FactorMatrix users = SparkAls.factors(kept.resolve("users.csv"), matrix.users(), DIMS);
            FactorMatrix items = SparkAls.factors(kept.resolve("items.csv"), matrix.items(), DIMS);
            report.quality("Spark", whole.seconds(), judge(users, items, holdout));
        }
        Trained whole = candor(data, EPOCHS, THREADS);
        report.quality(
                "Candor",
                whole.seconds(),
                judge(whole.model().users(), whole.model().items(), holdout));
        if (!options.quick()) {
            report.memory(TrainingMemory.measure(LARGE, kept, options.notes()));
        }
        return report.done();
    }

    /** A model and what each of its passes took. */
    private record Trained(TrainedFactors model, List<SparkAls.Fit> passes, double seconds) {}

    private static Trained candor(TrainingData data, int epochs, int threads) {
        TrainingSettings settings = TrainingSettings.of(
                "ials",
                Map.of(
                        "dims", Integer.toString(DIMS),
                        "lambda", Double.toString(LAMBDA),
                        "alpha0", Double.toString(ALPHA0)));
        List<SparkAls.Fit> passes = new ArrayList<>();
        long begun = System.nanoTime();
        long[] last = {begun, cpuNanos()};
        TrainedFactors model = new TrainingRun(settings.trainer(), threads, System::nanoTime)
                .train(data, epochs, epoch -> {
                    long now = System.nanoTime();
                    long cpu = cpuNanos();
                    passes.add(new SparkAls.Fit((now - last[0]) / 1e9, (cpu - last[1]) / 1e9));
                    last[0] = now;
                    last[1] = cpu;
                });
        return new Trained(model, passes, (System.nanoTime() - begun) / 1e9);
    }

    private static Map<String, MeanInterval> judge(FactorMatrix users, FactorMatrix items, Holdout holdout)
            throws IOException {
        return new RankingEvaluator(holdout, List.of(10))
                .evaluate(ItemScores.ofFactors(users, items, FloatColumn.of(new float[items.rows()])))
                .metrics();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

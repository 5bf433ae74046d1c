package io.candor.app;

import io.candor.catalog.Item;
import io.candor.dataset.DataDigest;
import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Holdout;
import io.candor.dataset.HoldoutCodec;
import io.candor.dataset.Interactions;
import io.candor.dataset.Split;
import io.candor.dataset.SplitData;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.evaluation.ItemScores;
import io.candor.evaluation.RankingEvaluator;
import io.candor.evaluation.RankingReport;
import io.candor.math.FloatColumn;
import io.candor.model.BundleWriter;
import io.candor.model.ModelDescription;
import io.candor.model.ModelManifest;
import io.candor.retrieval.IndexBuilder;
import io.candor.retrieval.RetrievalConfig;
import io.candor.training.IalsTrainer;
import io.candor.training.ItemTrend;
import io.candor.training.PopularityTrainer;
import io.candor.training.TrainedFactors;
import io.candor.training.TrainingProgress;
import io.candor.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** From interactions to a bundle with index, hold-out and metrics: what {@code train} and {@code demo} share. */
public final class ModelTraining {
    /** The algorithms there are. */
    public static final List<String> ALGORITHMS = List.of("ials", "popularity");

    private static final List<Integer> DEPTHS = List.of(10, 20);

    /** Learns what is going on. */
    public interface Listener extends TrainingProgress {
        /** A step of the work begins; a few words for a person. */
        void step(String what);
    }

    private final RetrievalConfig retrieval;
    private final Listener listener;
    private final InstantSource clock;

    public ModelTraining(RetrievalConfig retrieval, Listener listener, InstantSource clock) {
        this.retrieval = retrieval;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Trains and writes the bundle.
     *
     * @param all as read, duplicates and dislikes included
     * @param attributes of items; those of items without interactions are kept out
     * @param target directory of the bundle, which must not exist
     * @throws CandorException DATASET_INVALID when nothing is left to train on; USAGE for an unknown algorithm
     */
    public ModelManifest run(
            String algorithm,
            TrainingSettings settings,
            Split split,
            Interactions all,
            Stream<Item> attributes,
            String version,
            Path target) {
        SplitData parts = split.apply(all.distinctFrom(settings.minimumValue()));
        if (parts.training().size() == 0) {
            throw new CandorException(ErrorCode.DATASET_INVALID, "no interaction is left to train on");
        }
        // Before training, so that a target that cannot be written costs no hours.
        try (BundleWriter writer = BundleWriter.create(target)) {
            TrainedFactors factors = train(algorithm, settings, parts.training());
            return write(writer, factors, settings, parts, attributes, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainedFactors train(String algorithm, TrainingSettings settings, Interactions training) {
        FeedbackMatrix feedback = FeedbackMatrix.of(training);
        listener.step("training " + algorithm + " on " + training.size() + " interactions of " + feedback.users()
                + " users with " + feedback.items() + " items");
        return switch (algorithm) {
            case "ials" ->
                new IalsTrainer(settings.ials(), Runtime.getRuntime().availableProcessors(), System::nanoTime)
                        .train(feedback, listener);
            case "popularity" -> PopularityTrainer.train(feedback);
            default ->
                throw new CandorException(
                        ErrorCode.USAGE,
                        "there is no algorithm '" + algorithm + "'; there are: " + String.join(", ", ALGORITHMS));
        };
    }

    private ModelManifest write(
            BundleWriter writer,
            TrainedFactors factors,
            TrainingSettings settings,
            SplitData parts,
            Stream<Item> attributes,
            String version)
            throws IOException {
        Interactions training = parts.training();
        FloatColumn popularity = column(training.itemCounts());
        writer.items(training.items()::idAt, factors.items());
        writer.users(training.users()::idAt, factors.users());
        writer.itemPopularity(popularity);
        writer.itemTrend(FloatColumn.of(ItemTrend.of(training, settings.trendHalfLife())));
        writer.itemAttributes(attributes.filter(item -> training.items().ordinalOf(item.id()) >= 0));
        Holdout holdout = Holdout.of(parts);
        HoldoutCodec.write(holdout, writer.directory());
        listener.step("measuring on " + holdout.size() + " held-out users");
        Map<String, Double> metrics = metrics(factors, holdout);
        listener.step("building the index");
        writer.index(new IndexBuilder(retrieval, listener::step)
                .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
        return writer.finish(new ModelDescription(
                version,
                clock.instant(),
                factors.algorithm(),
                factors.hyperparameters(),
                factors.foldIn(),
                DataDigest.of(training),
                metrics));
    }

    private static Map<String, Double> metrics(TrainedFactors factors, Holdout holdout) {
        FloatColumn noBias = FloatColumn.of(new float[factors.items().rows()]);
        RankingReport report = new RankingEvaluator(holdout, DEPTHS)
                .evaluate(ItemScores.ofFactors(factors.users(), factors.items(), noBias));
        Map<String, Double> metrics = new LinkedHashMap<>();
        report.metrics().forEach((name, interval) -> metrics.put(name, interval.mean()));
        metrics.put("loss", factors.loss());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    private static FloatColumn column(int[] counts) {
        float[] values = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i];
        }
        return FloatColumn.of(values);
    }
}

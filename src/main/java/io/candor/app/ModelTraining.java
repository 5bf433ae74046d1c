package io.candor.app;

import io.candor.catalog.Item;
import io.candor.dataset.DataDigest;
import io.candor.dataset.Holdout;
import io.candor.dataset.HoldoutCodec;
import io.candor.dataset.Interactions;
import io.candor.dataset.SplitData;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FloatColumn;
import io.candor.model.BundleWriter;
import io.candor.model.ModelDescription;
import io.candor.model.ModelManifest;
import io.candor.retrieval.IndexBuilder;
import io.candor.retrieval.RetrievalConfig;
import io.candor.training.AttributeMapTrainer;
import io.candor.training.Checkpoint;
import io.candor.training.ItemTrend;
import io.candor.training.TrainedFactors;
import io.candor.training.Trainer;
import io.candor.training.TrainingData;
import io.candor.training.TrainingProgress;
import io.candor.training.TrainingRun;
import io.candor.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From interactions to a bundle with index, hold-out and metrics: what {@code train} and {@code demo} share. */
public final class ModelTraining {
    /** Learns what is going on. */
    public interface Listener extends TrainingProgress {
        /** A step of the work begins; a few words for a person. */
        void step(String what);
    }

    private final RetrievalConfig retrieval;
    private final Listener listener;
    private final InstantSource clock;
    private Optional<Path> checkpoints = Optional.empty();
    private Duration checkpointInterval = Duration.ZERO;

    public ModelTraining(RetrievalConfig retrieval, Listener listener, InstantSource clock) {
        this.retrieval = retrieval;
        this.listener = listener;
        this.clock = clock;
    }

    /** Makes training write its state into a directory now and then, and go on from what it finds there. */
    public ModelTraining checkpointing(Path directory, Duration interval) {
        checkpoints = Optional.of(directory);
        checkpointInterval = interval;
        return this;
    }

    /**
     * Trains and writes the bundle.
     *
     * @param split name of the split
     * @param all as read, duplicates and dislikes included
     * @param attributes of items; those of items without interactions are kept out
     * @param target directory of the bundle, which must not exist
     * @throws CandorException DATASET_INVALID when nothing is left to train on
     */
    public ModelManifest run(
            TrainingSettings settings,
            String split,
            Interactions all,
            List<Item> attributes,
            String version,
            Path target) {
        Preparation preparation = new Preparation(settings, attributes);
        Preparation.Parts parts = preparation.divide(all, settings.split(split));
        Interactions interest = parts.interest();
        if (interest.size() == 0) {
            throw new CandorException(ErrorCode.DATASET_INVALID, "no interaction is left to train on");
        }
        // Before training, so that a target that cannot be written costs no hours.
        try (BundleWriter writer = BundleWriter.create(target)) {
            String digest = DataDigest.of(parts.shaped().training());
            List<Checkpoint> written = new ArrayList<>();
            TrainedFactors learnt = train(settings, split, preparation, parts, digest, written);
            List<Item> known = attributes.stream()
                    .filter(item -> interest.items().ordinalOf(item.id()) >= 0)
                    .toList();
            Map<String, Double> metrics = new LinkedHashMap<>();
            TrainedFactors factors = mapAttributes(writer, learnt, settings, parts, known, metrics);
            writeItemsAndUsers(writer, factors, settings, interest, known);
            metrics.putAll(measure(writer, factors, settings, parts.shaped()));
            ModelManifest manifest = finish(writer, factors, digest, metrics, version);
            written.forEach(Checkpoint::delete);
            return manifest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainedFactors train(
            TrainingSettings settings,
            String split,
            Preparation preparation,
            Preparation.Parts parts,
            String digest,
            List<Checkpoint> written) {
        Trainer trainer = settings.trainer();
        TrainingData data = parts.data();
        int epochs = trainer.epochs();
        if (settings.stopping().patience() > 0 && epochs > 1) {
            Validation validation = Validation.nested(
                            settings, settings.validationSplit(split), parts.asRead(), preparation, 1)
                    .getFirst();
            listener.step("finding the number of passes of " + trainer.algorithm() + " by " + validation.metric()
                    + " on a validation split");
            epochs = run(trainer, split + " validation " + settings.data(), digest, written)
                    .bestEpochs(validation.data(), settings.stopping(), validation::score, listener);
        }
        listener.step("training " + trainer.algorithm() + " in " + epochs + " passes on "
                + data.interest().byUser().entries() + " interactions of " + data.users() + " users with "
                + data.items() + " items");
        return run(trainer, split + " final " + settings.data(), digest, written)
                .train(data, epochs, listener);
    }

    private TrainingRun run(Trainer trainer, String stage, String digest, List<Checkpoint> written) {
        TrainingRun run = new TrainingRun(trainer, Runtime.getRuntime().availableProcessors(), System::nanoTime);
        checkpoints.ifPresent(directory -> {
            Checkpoint checkpoint = new Checkpoint(directory, trainer, stage, digest);
            written.add(checkpoint);
            run.checkpointing(checkpoint, checkpointInterval);
        });
        return run;
    }

    private static void writeItemsAndUsers(
            BundleWriter writer,
            TrainedFactors factors,
            TrainingSettings settings,
            Interactions interest,
            List<Item> known)
            throws IOException {
        writer.items(interest.items()::idAt, factors.items());
        writer.users(interest.users()::idAt, factors.users());
        writer.userBias(factors.userBias());
        writer.itemPopularity(column(interest.itemCounts()));
        writer.itemTrend(FloatColumn.of(ItemTrend.of(interest, settings.data().trendHalfLife())));
        writer.itemAttributes(known.stream());
    }

    private Map<String, Double> measure(
            BundleWriter writer, TrainedFactors factors, TrainingSettings settings, SplitData parts)
            throws IOException {
        Holdout holdout = Holdout.of(parts);
        HoldoutCodec.write(holdout, writer.directory());
        listener.step("measuring on " + holdout.size() + " held-out users");
        Map<String, Double> metrics = new LinkedHashMap<>(Validation.ranking(factors, holdout));
        if (settings.trainer().predictsRatings()) {
            metrics.putAll(Validation.ratingErrors(factors, holdout));
        }
        metrics.put("loss", factors.loss());
        return metrics;
    }

    /**
     * Writes the map from attributes to factors when there is something to learn one from, and tells what it explains.
     *
     * @return the factors; those of items that nobody did anything with are what the map makes of their attributes
     */
    private static TrainedFactors mapAttributes(
            BundleWriter writer,
            TrainedFactors learnt,
            TrainingSettings settings,
            Preparation.Parts parts,
            List<Item> known,
            Map<String, Double> metrics)
            throws IOException {
        Interactions interest = parts.interest();
        int[] rows = known.stream()
                .mapToInt(item -> interest.items().ordinalOf(item.id()))
                .toArray();
        Optional<AttributeMapTrainer.Result> map = AttributeMapTrainer.train(
                known,
                rows,
                learnt.items(),
                interest.itemCounts(),
                settings.data().seed());
        if (map.isEmpty()) {
            return learnt;
        }
        map.get().map().write(writer.directory());
        metrics.put("attributes_explain", map.get().explained());
        int[] counts = parts.shaped().training().itemCounts();
        return learnt.withItems(map.get().filled(known, rows, learnt.items(), counts));
    }

    private ModelManifest finish(
            BundleWriter writer, TrainedFactors factors, String digest, Map<String, Double> metrics, String version)
            throws IOException {
        metrics.values().removeIf(value -> !Double.isFinite(value));
        listener.step("building the index");
        writer.index(new IndexBuilder(retrieval, listener::step)
                .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
        return writer.finish(new ModelDescription(
                version,
                clock.instant(),
                factors.algorithm(),
                factors.hyperparameters(),
                factors.foldIn(),
                digest,
                metrics));
    }

    private static FloatColumn column(int[] counts) {
        float[] values = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i];
        }
        return FloatColumn.of(values);
    }
}

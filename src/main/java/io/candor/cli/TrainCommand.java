package io.candor.cli;

import io.candor.app.CandorConfig;
import io.candor.app.DataDirectory;
import io.candor.app.ModelTraining;
import io.candor.catalog.Item;
import io.candor.config.DurationText;
import io.candor.dataset.Interactions;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.ModelManifest;
import io.candor.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on a file of ratings, or on the feedback in the database, and writes a bundle. */
@Command(
        name = "train",
        description = "Train a model on ratings or on the feedback in the database; write a bundle with its index.")
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--algorithm",
            defaultValue = "ials",
            description = "ials, mf, bpr, hybrid, popularity or itemknn. Default: ${DEFAULT-VALUE}.")
    private String algorithm = "";

    @Mixin
    private FeedbackInput input = new FeedbackInput();

    @Option(
            names = "--split",
            defaultValue = "leave-last-out",
            description =
                    "What is held out for evaluate: leave-last-out, temporal or random. Default: ${DEFAULT-VALUE}.")
    private String split = "";

    @Option(
            names = "--out",
            paramLabel = "BUNDLE",
            description = "Directory of the bundle. Default: <data-dir>/models/<version>.")
    private @Nullable Path out;

    @Option(names = "--attributes", paramLabel = "FILE", description = "Item attributes, one JSON object a line.")
    private @Nullable Path attributes;

    @Option(names = "--version-name", paramLabel = "VERSION", description = "Version of the model. Default: the time.")
    private @Nullable String version;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the algorithm; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Write the state of training there now and then, and go on from what is there already.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How far those writings are apart at least. Default: ${DEFAULT-VALUE}.")
    private String checkpointInterval = "";

    @Override
    public Integer call() {
        TrainingSettings chosen = TrainingSettings.of(algorithm, input.settings(algorithm, settings));
        chosen.split(split);
        Duration interval = interval();
        InstantSource clock = InstantSource.system();
        String name = version == null ? VersionNames.at(algorithm, clock.instant()) : version;
        Path target = out == null ? new DataDirectory(common.dataDir()).models().resolve(name) : out;
        CandorConfig config = common.loadConfig();
        List<Item> items = attributes == null ? List.of() : ItemFile.read(attributes);
        try (TrainingDisplay display = new TrainingDisplay(common.err())) {
            Interactions data = input.read(common, config, chosen.trainer(), display::step);
            ModelTraining training = new ModelTraining(config.retrieval(), display, clock);
            if (checkpoint != null) {
                training.checkpointing(checkpoint, interval);
            }
            ModelManifest manifest = training.run(chosen, split, data, items, name, target);
            BundleSummary.print(common, manifest, target);
        }
        return ExitCode.OK;
    }

    private Duration interval() {
        try {
            return DurationText.parse(checkpointInterval);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.USAGE, "--checkpoint-interval " + e.getMessage(), e);
        }
    }
}

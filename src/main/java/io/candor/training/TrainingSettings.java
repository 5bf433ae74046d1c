package io.candor.training;

import io.candor.dataset.Split;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.List;
import java.util.Map;

/**
 * What {@code train --algorithm A --set key=value} decides.
 *
 * @param trainer the algorithm with its parameters
 * @param data what it is given to learn from
 * @param stopping when it has learnt enough
 */
public record TrainingSettings(Trainer trainer, DataSettings data, StoppingSettings stopping) {
    /** The names of the splits. */
    public static final List<String> SPLITS = List.of("leave-last-out", "temporal", "random");

    /**
     * Returns the defaults of an algorithm with some replaced.
     *
     * @param algorithm one of {@link Trainers#NAMES}
     * @param values text by name: the parameters of the algorithm, of {@link DataSettings} and of {@link StoppingSettings}
     * @throws CandorException USAGE for an unknown algorithm, and with one violation for every unknown name and unreadable or
     *     impossible value
     */
    public static TrainingSettings of(String algorithm, Map<String, String> values) {
        RecordSettings settings = new RecordSettings(values);
        TrainingSettings chosen = new TrainingSettings(
                Trainers.read(algorithm, settings),
                settings.read(DataSettings.defaults()),
                settings.read(StoppingSettings.defaults()));
        settings.refuseTheRest();
        return chosen;
    }

    /**
     * Returns the split of a name with these settings.
     *
     * @throws CandorException USAGE when there is no such split
     */
    public Split split(String name) {
        return split(name, data.seed());
    }

    /** Returns the split that takes a part to validate with out of what the split of a name left to train on. */
    public Split validationSplit(String name) {
        return data.folds() > 0 && name.equals("random")
                ? new Split.Random(data.holdoutShare(), ~data.seed())
                : split(name, ~data.seed());
    }

    private Split split(String name, long seed) {
        return switch (name) {
            case "leave-last-out" -> new Split.LeaveLastOut(data.holdoutMin());
            case "temporal" -> new Split.Temporal(data.holdoutShare());
            case "random" ->
                data.folds() > 0
                        ? new Split.Fold(data.folds(), data.fold(), seed)
                        : new Split.Random(data.holdoutShare(), seed);
            default ->
                throw new CandorException(
                        ErrorCode.USAGE, "there is no split '" + name + "'; there are: " + String.join(", ", SPLITS));
        };
    }
}

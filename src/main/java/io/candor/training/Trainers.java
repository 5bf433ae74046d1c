package io.candor.training;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.List;

/** The algorithms there are, by name. */
public final class Trainers {
    /** The names, the default first. */
    public static final List<String> NAMES = List.of("ials", "mf", "bpr", "hybrid", "popularity", "itemknn");

    private Trainers() {}

    /** Returns the trainer of a name with its defaults but for what was set. */
    static Trainer read(String algorithm, RecordSettings settings) {
        return switch (algorithm) {
            case "ials" -> new IalsTrainer(settings.read(IalsParameters.defaults()), settings.read(Recency.defaults()));
            case "mf" -> new MfTrainer(settings.read(MfParameters.defaults()));
            case "bpr" -> new BprTrainer(settings.read(BprParameters.defaults()), settings.read(Recency.defaults()));
            case "hybrid" ->
                new HybridTrainer(settings.read(HybridParameters.defaults()), settings.read(Recency.defaults()));
            case "popularity" -> new PopularityTrainer();
            case "itemknn" -> new KnnTrainer(settings.read(KnnParameters.defaults()));
            default ->
                throw new CandorException(
                        ErrorCode.USAGE,
                        "there is no algorithm '" + algorithm + "'; there are: " + String.join(", ", NAMES));
        };
    }
}

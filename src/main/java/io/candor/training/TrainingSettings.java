package io.candor.training;

import io.candor.config.DurationText;
import io.candor.config.NearestName;
import io.candor.dataset.Split;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What {@code train --set key=value} decides.
 *
 * @param ials parameters of the iALS trainer
 * @param minimumValue ratings below it are not taken as interest; not NaN
 * @param holdoutMinimum interactions a user needs for the last one to be held out (leave-last-out), at least 2
 * @param holdoutShare share that is held out (temporal, random), in (0, 1)
 * @param trendHalfLife age at which an occurrence counts half for the trending source, at least 1 ms
 */
public record TrainingSettings(
        IalsParameters ials, float minimumValue, int holdoutMinimum, double holdoutShare, Duration trendHalfLife) {
    /** The names of the splits. */
    public static final List<String> SPLITS = List.of("leave-last-out", "temporal", "random");

    public TrainingSettings {
        check(!Float.isNaN(minimumValue), "min_value must be a number, was " + minimumValue);
        check(holdoutMinimum >= 2, "holdout_min must be at least 2, was " + holdoutMinimum);
        check(holdoutShare > 0 && holdoutShare < 1, "holdout_share must be above 0 and below 1, was " + holdoutShare);
        check(
                trendHalfLife.toMillis() >= 1,
                "trend_half_life must be at least 1ms, was " + DurationText.format(trendHalfLife));
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    public static TrainingSettings defaults() {
        return new TrainingSettings(IalsParameters.defaults(), Float.NEGATIVE_INFINITY, 5, 0.2, Duration.ofDays(30));
    }

    /**
     * Returns these settings with some replaced.
     *
     * @param values text by name: the parameters of {@link IalsParameters} and {@code min_value}, {@code holdout_min},
     *     {@code holdout_share}, {@code trend_half_life}
     * @throws CandorException USAGE with one violation for every unknown name and unreadable or impossible value
     */
    public TrainingSettings with(Map<String, String> values) {
        Reader in = new Reader(values);
        IalsParameters d = ials;
        int dims = in.take("dims", d.dims(), Integer::valueOf);
        int epochs = in.take("epochs", d.epochs(), Integer::valueOf);
        double lambda = in.take("lambda", d.lambda(), Double::valueOf);
        double nu = in.take("nu", d.nu(), Double::valueOf);
        double alpha0 = in.take("alpha0", d.alpha0(), Double::valueOf);
        Confidence confidence =
                in.take("confidence", d.confidence(), s -> Confidence.valueOf(s.toUpperCase(Locale.ROOT)));
        double alpha = in.take("alpha", d.alpha(), Double::valueOf);
        double sigma = in.take("sigma", d.sigma(), Double::valueOf);
        long seed = in.take("seed", d.seed(), Long::valueOf);
        float minimum = in.take("min_value", minimumValue, Float::valueOf);
        int holdout = in.take("holdout_min", holdoutMinimum, Integer::valueOf);
        double share = in.take("holdout_share", holdoutShare, Double::valueOf);
        Duration halfLife = in.take("trend_half_life", trendHalfLife, DurationText::parse);
        in.refuseTheRest();
        try {
            IalsParameters parameters =
                    new IalsParameters(dims, epochs, lambda, nu, alpha0, confidence, alpha, sigma, seed);
            return new TrainingSettings(parameters, minimum, holdout, share, halfLife);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.USAGE, "--set " + e.getMessage(), e);
        }
    }

    /**
     * Returns the split of a name with these settings.
     *
     * @throws CandorException USAGE when there is no such split
     */
    public Split split(String name) {
        return switch (name) {
            case "leave-last-out" -> new Split.LeaveLastOut(holdoutMinimum);
            case "temporal" -> new Split.Temporal(holdoutShare);
            case "random" -> new Split.Random(holdoutShare, ials.seed());
            default ->
                throw new CandorException(
                        ErrorCode.USAGE, "there is no split '" + name + "'; there are: " + String.join(", ", SPLITS));
        };
    }

    /** Takes values by name and remembers what was wrong. */
    private static final class Reader {
        private final Map<String, String> left;
        private final TreeSet<String> known = new TreeSet<>();
        private final List<Violation> violations = new ArrayList<>();

        Reader(Map<String, String> values) {
            this.left = new HashMap<>(values);
        }

        <T> T take(String name, T otherwise, Function<String, T> parse) {
            known.add(name);
            String text = left.remove(name);
            if (text == null) {
                return otherwise;
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                violations.add(new Violation(name, "cannot be '" + text + "'"));
                return otherwise;
            }
        }

        void refuseTheRest() {
            for (String name : new TreeSet<>(left.keySet())) {
                String hint = NearestName.of(name, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("there are: " + String.join(", ", known));
                violations.add(new Violation(name, "is not a setting, " + hint));
            }
            if (!violations.isEmpty()) {
                throw new CandorException(ErrorCode.USAGE, "--set is wrong", violations);
            }
        }
    }
}

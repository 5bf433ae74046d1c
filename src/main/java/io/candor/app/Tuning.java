package io.candor.app;

import io.candor.catalog.Item;
import io.candor.dataset.DataDigest;
import io.candor.dataset.Interactions;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.SplitMix64;
import io.candor.training.Checkpoint;
import io.candor.training.SearchSpace;
import io.candor.training.TrainedFactors;
import io.candor.training.Trainer;
import io.candor.training.TrainingRun;
import io.candor.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Searches for good settings on a validation split of the training part: settings are drawn at random, and all make a few
 * passes; then the better third of them makes three times as many, until the last make all of them.
 *
 * <p>Source: Jamieson, Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization" (successive
 * halving). Differs: a third instead of a half; with {@code halving} off all make all passes, which is random search (Bergstra,
 * Bengio 2012).
 *
 * <p>Settings are compared by the best of their measurements, and the number of passes of that is part of the result. State is
 * kept in checkpoints until the search has ended, so that one that was interrupted goes on to the same result.
 */
public final class Tuning {
    private static final int KEPT = 3;
    private static final String EPOCHS = "epochs";

    /** State is written at the end of a round. */
    private static final Duration ROUND = Duration.ofDays(1_000);

    private final String algorithm;
    private final Map<String, String> settled;
    private final SearchSpace space;
    private final String split;
    private final Path checkpoints;
    private final int validations;

    /**
     * Creates a search.
     *
     * @param settled settings that are not searched for
     * @param split name of the split
     * @param checkpoints directory of what is being learnt
     * @param validations by the mean of how many splits, one within the other, settings are compared; at least 1
     */
    public Tuning(
            String algorithm,
            Map<String, String> settled,
            SearchSpace space,
            String split,
            Path checkpoints,
            int validations) {
        this.algorithm = algorithm;
        this.settled = settled;
        this.space = space;
        this.split = split;
        this.checkpoints = checkpoints;
        this.validations = validations;
    }

    /**
     * Settings that were tried.
     *
     * @param number from 1
     * @param drawn what was drawn
     * @param measures by the number of passes after which it was measured
     * @param passes after which it was best, at least 1
     */
    public record Trial(int number, Map<String, String> drawn, Map<Integer, Double> measures, int passes) {
        public Trial {
            drawn = Map.copyOf(drawn);
            measures = Map.copyOf(measures);
        }

        /** Returns what came out when it was best. */
        public double measure() {
            return measures.getOrDefault(passes, Double.NaN);
        }

        private Trial with(int newPasses, double measure, boolean better) {
            Map<Integer, Double> more = new HashMap<>(measures);
            more.put(newPasses, measure);
            return new Trial(number, drawn, more, better || passes == 0 ? newPasses : passes);
        }
    }

    /**
     * What came out.
     *
     * @param metric by which models were judged
     * @param trials the best first
     * @param best settings of the best, with those that were settled
     */
    public record Outcome(String metric, List<Trial> trials, Map<String, String> best) {
        public Outcome {
            trials = List.copyOf(trials);
            best = Map.copyOf(best);
        }
    }

    /**
     * Searches.
     *
     * @param all as read
     * @param attributes of items, by which feedback may be shaped
     * @param count how many settings are drawn, at least 1
     * @param told of every measurement
     */
    public Outcome run(
            Interactions all, List<Item> attributes, int count, boolean halving, long seed, Consumer<Trial> told) {
        TrainingSettings base = TrainingSettings.of(algorithm, settled);
        checkSpace(base);
        Preparation preparation = new Preparation(base, attributes);
        Preparation.Parts parts = preparation.divide(all, base.split(split));
        List<Validation> judges =
                Validation.nested(base, base.validationSplit(split), parts.asRead(), preparation, validations);
        String digest = DataDigest.of(parts.shaped().training()) + base.data();
        List<Scored> alive = draw(count, seed);
        List<Trial> done = new ArrayList<>();
        Set<Checkpoint> written = new HashSet<>();
        int passesBefore = 0;
        for (int passes : budgets(base.trainer().epochs(), halving ? count : 1)) {
            List<Scored> scored = new ArrayList<>();
            for (Scored before : alive) {
                Trainer trainer = trainer(before.trial());
                double score = 0;
                double measure = 0;
                for (int v = 0; v < validations; v++) {
                    Validation judge = judges.get(v);
                    Checkpoint checkpoint = checkpoint(trainer, passes, v, digest);
                    written.add(checkpoint);
                    TrainedFactors model = new TrainingRun(
                                    trainer, Runtime.getRuntime().availableProcessors(), System::nanoTime)
                            .checkpointing(checkpoint, ROUND)
                            .goingOnFrom(checkpoint(trainer, passesBefore, v, digest))
                            .train(judge.data(), passes, epoch -> {});
                    score += judge.score(model) / validations;
                    measure += judge.measure(model) / validations;
                }
                Trial trial = before.trial().with(passes, measure, score > before.score());
                scored.add(new Scored(trial, Math.max(score, before.score())));
                told.accept(trial);
            }
            scored.sort(Comparator.comparingDouble(Scored::score)
                    .reversed()
                    .thenComparingInt(s -> s.trial().number()));
            int kept = passes == base.trainer().epochs() ? 0 : (scored.size() + KEPT - 1) / KEPT;
            alive = scored.subList(0, kept);
            done.addAll(0, scored.stream().skip(kept).map(Scored::trial).toList());
            passesBefore = passes;
        }
        written.forEach(Checkpoint::delete);
        return new Outcome(judges.getFirst().metric(), done, best(base, done.getFirst()));
    }

    /** What changes the data changes what is validated with; and passes are what the search itself hands out. */
    private void checkSpace(TrainingSettings base) {
        for (String name : space.names()) {
            if (!base.trainer().hyperparameters().has(name) || name.equals(EPOCHS)) {
                throw new CandorException(
                        ErrorCode.USAGE,
                        "--search " + name + ": it is no parameter of " + algorithm + " to search for");
            }
        }
    }

    private Map<String, String> best(TrainingSettings base, Trial trial) {
        Map<String, String> best = new HashMap<>(settled);
        best.putAll(trial.drawn());
        if (base.trainer().hyperparameters().has(EPOCHS)) {
            best.put(EPOCHS, Integer.toString(trial.passes()));
        }
        return best;
    }

    /** Returns how many models a search measures in all. */
    public int measurements(int count, boolean halving) {
        int epochs = TrainingSettings.of(algorithm, settled).trainer().epochs();
        int sum = 0;
        int alive = count;
        for (int ignored : budgets(epochs, halving ? count : 1)) {
            sum += alive;
            alive = (alive + KEPT - 1) / KEPT;
        }
        return sum;
    }

    /** A trial and its best score so far. */
    private record Scored(Trial trial, double score) {}

    private List<Scored> draw(int count, long seed) {
        List<Scored> trials = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Map<String, String> drawn = space.draw(new SplitMix64(seed + number));
            trials.add(new Scored(new Trial(number, drawn, Map.of(), 0), Double.NEGATIVE_INFINITY));
        }
        return trials;
    }

    /** Returns the numbers of passes of the rounds, ascending; the last is all of them. */
    static List<Integer> budgets(int epochs, int trials) {
        List<Integer> budgets = new ArrayList<>();
        int passes = epochs;
        for (int left = trials; ; left = (left + KEPT - 1) / KEPT) {
            budgets.addFirst(passes);
            if (left <= 1 || passes <= 1) {
                return budgets;
            }
            passes = Math.max(1, passes / KEPT);
        }
    }

    private Trainer trainer(Trial trial) {
        Map<String, String> values = new HashMap<>(settled);
        values.putAll(trial.drawn());
        return TrainingSettings.of(algorithm, values).trainer();
    }

    /** Each round has states of its own, so that a search that goes on measures after as many passes as the first time. */
    private Checkpoint checkpoint(Trainer trainer, int passes, int validation, String digest) {
        return new Checkpoint(checkpoints, trainer, split + " tuning " + passes + " of " + validation, digest);
    }
}

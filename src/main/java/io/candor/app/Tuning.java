package io.candor.app;

import io.candor.dataset.DataDigest;
import io.candor.dataset.Interactions;
import io.candor.dataset.SplitData;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Searches for good settings on a validation split of the training part: settings are drawn at random, and all make a few
 * passes; then the better third of them makes three times as many, until the last make all of them.
 *
 * <p>Source: Jamieson, Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization" (successive
 * halving). Differs: a third instead of a half; with {@code halving} off all make all passes, which is random search (Bergstra,
 * Bengio 2012).
 *
 * <p>State is kept in checkpoints, so that a search that was interrupted goes on.
 */
public final class Tuning {
    private static final int KEPT = 3;

    /** State is written at the end of a round. */
    private static final Duration ROUND = Duration.ofDays(1_000);

    private final String algorithm;
    private final Map<String, String> settled;
    private final SearchSpace space;
    private final String split;
    private final Path checkpoints;

    /**
     * Creates a search.
     *
     * @param settled settings that are not searched for
     * @param split name of the split
     * @param checkpoints directory of what is being learnt
     */
    public Tuning(String algorithm, Map<String, String> settled, SearchSpace space, String split, Path checkpoints) {
        this.algorithm = algorithm;
        this.settled = settled;
        this.space = space;
        this.split = split;
        this.checkpoints = checkpoints;
    }

    /**
     * Settings that were tried.
     *
     * @param number from 1
     * @param drawn what was drawn
     * @param measures by the number of passes after which it was measured
     */
    public record Trial(int number, Map<String, String> drawn, Map<Integer, Double> measures) {
        /** Returns after how many passes it was measured last, at least 1. */
        public int passes() {
            return new TreeSet<>(measures.keySet()).last();
        }

        /** Returns what came out then. */
        public double measure() {
            return measures.getOrDefault(passes(), Double.NaN);
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
     * @param count how many settings are drawn, at least 1
     * @param told of every measurement
     */
    public Outcome run(Interactions all, int count, boolean halving, long seed, Consumer<Trial> told) {
        TrainingSettings base = TrainingSettings.of(algorithm, settled);
        Interactions training = SplitData.of(
                        Preparation.of(base, all, List.of()),
                        base.split(split),
                        base.data().minValue())
                .training();
        Validation validation = Validation.of(base, split, training);
        String digest = DataDigest.of(training);
        List<Trial> alive = draw(count, seed);
        List<Trial> done = new ArrayList<>();
        for (int passes : budgets(base.trainer().epochs(), halving ? count : 1)) {
            List<Scored> scored = new ArrayList<>();
            for (Trial trial : alive) {
                TrainedFactors model = train(trial, validation, digest, passes);
                trial.measures().put(passes, validation.measure(model));
                scored.add(new Scored(trial, validation.score(model)));
                told.accept(trial);
            }
            scored.sort(Comparator.comparingDouble(Scored::score)
                    .reversed()
                    .thenComparingInt(s -> s.trial().number()));
            boolean last = passes == base.trainer().epochs();
            int kept = last ? scored.size() : (scored.size() + KEPT - 1) / KEPT;
            alive = scored.stream().limit(kept).map(Scored::trial).toList();
            done.addAll(
                    0, scored.stream().skip(last ? 0 : kept).map(Scored::trial).toList());
        }
        Map<String, String> best = new LinkedHashMap<>(settled);
        best.putAll(done.getFirst().drawn());
        return new Outcome(validation.metric(), done, best);
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

    private record Scored(Trial trial, double score) {}

    private List<Trial> draw(int count, long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            trials.add(new Trial(number, space.draw(new SplitMix64(seed + number)), new LinkedHashMap<>()));
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

    private TrainedFactors train(Trial trial, Validation validation, String digest, int passes) {
        Map<String, String> values = new LinkedHashMap<>(settled);
        values.putAll(trial.drawn());
        Trainer trainer = TrainingSettings.of(algorithm, values).trainer();
        return new TrainingRun(trainer, Runtime.getRuntime().availableProcessors(), System::nanoTime)
                .checkpointing(new Checkpoint(checkpoints, trainer, split + " tuning", digest), ROUND)
                .train(validation.data(), passes, epoch -> {});
    }
}

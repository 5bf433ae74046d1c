package io.candor.training;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Takes a trainer through its passes: tells progress, stops early where a validation says so, and writes checkpoints, from
 * which it goes on after a crash to the same result.
 *
 * <p>Used once, by one thread.
 */
public final class TrainingRun {
    private final Trainer trainer;
    private final int threads;
    private final LongSupplier nanoClock;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<Checkpoint> earlier = Optional.empty();
    private long intervalNanos;
    private long lastSaved;

    /**
     * Creates one.
     *
     * @param threads number of threads that learn, at least 1
     * @param nanoClock monotonic nanoseconds, from which only the time left is estimated
     */
    public TrainingRun(Trainer trainer, int threads, LongSupplier nanoClock) {
        this.trainer = trainer;
        this.threads = threads;
        this.nanoClock = nanoClock;
    }

    /**
     * Makes it begin with the state that was written before, and write its state when it has ended and after passes in between.
     *
     * @param interval how far writings in between are apart at least
     */
    public TrainingRun checkpointing(Checkpoint where, Duration interval) {
        checkpoint = Optional.of(where);
        intervalNanos = interval.toNanos();
        return this;
    }

    /** Makes it begin with the state of an earlier run, when it has none of its own yet. */
    public TrainingRun goingOnFrom(Checkpoint earlierRun) {
        earlier = Optional.of(earlierRun);
        return this;
    }

    /** Makes so many passes; tells {@code progress} after each. */
    public TrainedFactors train(TrainingData data, int epochs, TrainingProgress progress) {
        try (RowWorkers workers = new RowWorkers(threads)) {
            Trainer.Learning learning = trainer.begin(data, workers);
            TrainingState state = restored(learning, epochs);
            Pace pace = new Pace(epochs, state.epoch(), nanoClock.getAsLong());
            while (state.epoch() < epochs) {
                state = state.after(learning.epoch(state.epoch() + 1));
                progress.epochDone(pace.told(state));
                save(state, learning, state.epoch() == epochs);
            }
            return learning.factors(state.loss());
        }
    }

    /**
     * Finds out how many passes are best, at most those of the trainer.
     *
     * @param score of a model on data it did not learn from; more is better
     */
    public int bestEpochs(
            TrainingData data,
            StoppingSettings stopping,
            ToDoubleFunction<TrainedFactors> score,
            TrainingProgress progress) {
        try (RowWorkers workers = new RowWorkers(threads)) {
            Trainer.Learning learning = trainer.begin(data, workers);
            TrainingState state = restored(learning, trainer.epochs());
            Pace pace = new Pace(trainer.epochs(), state.epoch(), nanoClock.getAsLong());
            int waited = stopping.patience() * stopping.validateEvery();
            while (state.epoch() < trainer.epochs() && state.epoch() - state.bestEpoch() < waited) {
                state = state.after(learning.epoch(state.epoch() + 1));
                if (state.epoch() % stopping.validateEvery() == 0 || state.epoch() == trainer.epochs()) {
                    state = state.scored(score.applyAsDouble(learning.factors(state.loss())));
                }
                progress.epochDone(pace.told(state));
                save(state, learning, false);
            }
            return Math.max(1, state.bestEpoch());
        }
    }

    private TrainingState restored(Trainer.Learning learning, int mostEpochs) {
        lastSaved = nanoClock.getAsLong();
        return checkpoint
                .flatMap(from -> from.load(learning.state(), mostEpochs))
                .or(() -> earlier.flatMap(from -> from.load(learning.state(), mostEpochs)))
                .orElse(TrainingState.START);
    }

    private void save(TrainingState state, Trainer.Learning learning, boolean last) {
        long now = nanoClock.getAsLong();
        if (checkpoint.isPresent() && (last || now - lastSaved >= intervalNanos)) {
            checkpoint.get().save(state, learning.state());
            lastSaved = nanoClock.getAsLong();
        }
    }

    /** How long the passes took that were made, and so how long the others may take. */
    private final class Pace {
        private final int total;
        private final int first;
        private final long started;

        Pace(int total, int first, long started) {
            this.total = total;
            this.first = first;
            this.started = started;
        }

        TrainingProgress.Epoch told(TrainingState state) {
            long each = (nanoClock.getAsLong() - started) / (state.epoch() - first);
            return new TrainingProgress.Epoch(
                    state.epoch(), total, state.loss(), Duration.ofNanos(each * (total - state.epoch())));
        }
    }
}

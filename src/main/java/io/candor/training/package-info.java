/**
 * Trainers: feedback in, factors out.
 *
 * <p>A {@link io.candor.training.Trainer} is an algorithm with its parameters; {@link io.candor.training.TrainingSettings} reads
 * one from text. {@link io.candor.training.TrainingRun} takes it through its passes, with early stopping, checkpoints ({@link
 * io.candor.training.Checkpoint}) and progress. Implicit feedback: {@link io.candor.training.IalsTrainer}, {@code BprTrainer};
 * ratings: {@code MfTrainer}; both: {@code HybridTrainer}; baselines: {@code KnnTrainer}, {@code PopularityTrainer}. All give
 * {@link io.candor.training.TrainedFactors}, whose inner products are the scores. {@link
 * io.candor.training.AttributeMapTrainer} learns what factors new items get from their attributes.
 *
 * <p>Invariants: a result is a function of the data, the parameters and the seed, bit for bit, whatever the number of
 * threads and however often training was interrupted. Least squares solve rows independently and reduce sums in a fixed order;
 * gradient descent ({@code SgdPass}) measures a batch against fixed rows, then each worker changes the rows it owns in the
 * order of the samples. Chance depends on seed, pass and index only. Sums are double precision, factors are kept as float32. No
 * trainer reads a clock except to estimate the time left, and it is given that clock.
 *
 * <p>Threads: a run uses the number of threads it is told to, all of them ended when it returns. Nothing here is on the request
 * path. Memory: the feedback twice (by user, by item; 8 to 16 bytes an entry each), the factors, one batch.
 */
@NullMarked
package io.candor.training;

import org.jspecify.annotations.NullMarked;

/**
 * Trainers: a feedback matrix in, factors out.
 *
 * <p>{@link io.candor.training.IalsTrainer} learns user and item factors from implicit feedback; {@link
 * io.candor.training.PopularityTrainer} is the baseline that knows no user. Both give {@link
 * io.candor.training.TrainedFactors}, which {@link io.candor.training.TrainedBundle} writes down with what serving and
 * evaluation need beside it: occurrence counts, decayed counts, the held-out part of the split.
 *
 * <p>Invariants: a result is a function of the data, the parameters and the seed, bit for bit, whatever the number of
 * threads: rows are solved independently and sums over rows are reduced in a fixed order. Sums are double precision, factors
 * are kept as float32. No trainer reads a clock except to estimate the time left, and it is given that clock.
 *
 * <p>Threads: a trainer uses the number of threads it is told to, all of them ended when it returns. Trainers are stateless
 * between calls. Nothing here is on the request path.
 *
 * <p>References: Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008; Rendle, Krichene,
 * Zhang, Koren, "Revisiting the performance of iALS on item recommendation benchmarks", RecSys 2022 (arXiv 2110.14037).
 */
@NullMarked
package io.candor.training;

import org.jspecify.annotations.NullMarked;

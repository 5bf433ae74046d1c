/**
 * Experiments: who is in which arm, what the arm changes, and what came of it.
 *
 * <p>A document ({@link io.candor.experiment.Experiment}, JSON by {@link io.candor.experiment.ExperimentCodec}) is given
 * its place in a layer by {@link io.candor.experiment.Allotment}; what was allotted is kept beside the document and changes
 * as little as possible when the document does. All experiments compile into one immutable snapshot, {@link
 * io.candor.experiment.Experiments}; a toggle is another snapshot. For a request it answers with at most one arm per layer
 * ({@link io.candor.experiment.Assignment}), and with the overrides of that combination of arms, which are bound to a
 * typed configuration outside ({@link io.candor.experiment.VariantConfigs} remembers the bound ones).
 *
 * <p>Statistics are pure functions over sums per arm ({@link io.candor.experiment.Moments}) that are updated when a unit's
 * totals change, so that a result costs nothing that grows with the log. The unit of randomisation (the user, or else the
 * session) is the unit of analysis. Everything that may be watched while the experiment runs is always valid: confidence
 * sequences, the sequential test of the sample ratio, guardrails.
 *
 * <p>Invariants: a unit is in at most one experiment of a layer; layers are independent; an assignment is a function of the
 * document, its allocation and the unit, the same on every replica and after every restart; new weights move the fewest
 * units that weights allow; growing coverage moves nobody who is in.
 *
 * <p>Threading: everything is immutable but {@link io.candor.experiment.MomentsAccumulator}. Allocation: an assignment costs
 * one small object when the unit is in an experiment, nothing otherwise; SHA-1 for {@code planout} is the exception.
 *
 * <p>References: Tang et al., "Overlapping experiment infrastructure", KDD 2010; the statistics name theirs.
 */
@NullMarked
package io.candor.experiment;

import org.jspecify.annotations.NullMarked;

/**
 * From a ranked list to a slate that was partly left to chance, with the exact probability of what was shown.
 *
 * <p>{@link io.candor.exploration.Explorer} reads an {@link io.candor.exploration.ExplorationConfig}, a {@link
 * io.candor.exploration.DrawPool} of candidates in base order, the {@link io.candor.exploration.PageState} of the page before
 * and a seed, and fills a {@link io.candor.exploration.SlateDraw}: the chosen candidates, ln P of each given those above it, of
 * each prefix and of the whole. {@link io.candor.exploration.Marginals} tells, later and elsewhere, how likely an item was at a
 * slot whatever stood in the others.
 *
 * <p>Two different probabilities, never to be mixed: this is the policy's, how likely an item was to be put into a slot; how
 * likely a slot is to be looked at is estimated from clicks, elsewhere.
 *
 * <p>Invariants: the probability is that of the mixture of policy and floor, never of the component that was drawn; over all
 * slates it sums to 1. A pinned slot has probability 1. The draw is the last step of ranking; later pages go on from the
 * state of the earlier ones. The same arguments give the same bits on any machine, so that a log of the pool's floats and the
 * seed repeats the draw.
 *
 * <p>Threading: {@code Explorer}, {@code Marginals}, {@code DrawPool} and {@code SlateDraw} belong to one thread; the rest is
 * immutable. Allocation: on the request path one {@code PageState} a draw. Nothing here reads a clock or a random source of
 * its own.
 *
 * <p>References: Plackett 1975, Luce 1959 (choice), Radlinski and Joachims 2006 (FairPairs), Radlinski, Kurup and Joachims
 * 2008 (team draft), Joachims, Swaminathan and Schnabel 2017 (RandPair); see {@code docs/REFERENCES.md}.
 */
@NullMarked
package io.candor.exploration;

import org.jspecify.annotations.NullMarked;

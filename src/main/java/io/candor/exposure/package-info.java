/**
 * The joined log: what was shown, where, with which probability, and what came of it.
 *
 * <p>Input: decisions and feedback, from PostgreSQL (by {@code storage}) or from a Parquet file that was exported
 * ({@link io.candor.exposure.ExposureFile}). Output: a stream of {@link io.candor.exposure.ExposedSlate}s, one a slate that was
 * shown, each with all that was logged of it, P(item at slot) for each shown item and each slot, and the outcomes of each slot.
 * Whoever reads an {@link io.candor.exposure.ExposureLog} does not know where it comes from.
 *
 * <p>Invariants: a request counts once, however often it was answered. What nobody acted upon is there too. An event belongs to
 * a slot because its signed token said so, never by guesswork. Both sources give equal slates.
 *
 * <p>Threading: slates and outcomes are immutable; a log hands them to one thread, one at a time, and a bounded number is in memory.
 * Nothing here is on the path of a request.
 */
@NullMarked
package io.candor.exposure;

import org.jspecify.annotations.NullMarked;

/**
 * From candidates to a scored, explained and diversified list.
 *
 * <p>{@link io.candor.ranking.Ranker} reads a {@link io.candor.retrieval.CandidateList} and a {@link
 * io.candor.ranking.RankingQuery} and fills a {@link io.candor.ranking.RankedList}. Three steps: {@link
 * io.candor.ranking.Scorer} adds up the terms of the score; candidates are ordered by score, ties by ordinal; {@link
 * io.candor.ranking.Diversifier} chooses the order of the slate by maximal marginal relevance under caps. What is not
 * eligible never gets here: availability, filters and exclusions are decided before retrieval, so that they cost no
 * places.
 *
 * <p>Invariants: the same input gives the same list; the terms of an {@link io.candor.ranking.Explanation} add up to the
 * score because the score is their sum; caps hold whenever the candidates can fill the list under them.
 *
 * <p>Threading: a {@code Ranker} and a {@code RankedList} belong to one thread; everything else is immutable. Allocation:
 * none on the request path once reserved, explanations excepted. Nothing here draws at random or reads a clock: the time is
 * part of the query.
 *
 * <p>References: Carbonell and Goldstein 1998 (diversity), Steck 2011 (popularity); see {@code docs/REFERENCES.md}.
 */
@NullMarked
package io.candor.ranking;

import org.jspecify.annotations.NullMarked;

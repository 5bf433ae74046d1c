/**
 * From a query vector to candidates.
 *
 * <p>{@link io.candor.retrieval.CandidateIndex} finds the largest inner products over the rows of a model, by a graph or
 * by an exact scan; which one serves is measured when a bundle is built. Sources beside it (similar items, popular,
 * trending, fresh) add candidates with their name. jvector is used here and nowhere else.
 *
 * <p>On the request path nothing allocates: a {@code SearchScratch} belongs to one thread and is reused.
 */
@NullMarked
package io.candor.retrieval;

import org.jspecify.annotations.NullMarked;

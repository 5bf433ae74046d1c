/**
 * How good a model is on what was held out of its training.
 *
 * <p>Input: scores of a model ({@link io.candor.evaluation.ItemScores}) and a {@link io.candor.dataset.Holdout}. Output: a
 * {@link io.candor.evaluation.RankingReport}: HR@k, nDCG@k, Recall@k, MRR and coverage, each mean with its 95 % interval over
 * users. {@link io.candor.evaluation.ModelEvaluation} puts a model beside two controls: popularity, which a model has to
 * beat, and its own user vectors shuffled among the users, which shows how much of the result is personal.
 *
 * <p>Invariants: rankings are full, over every item the user had not seen in training, never over a sample; ties break by
 * ordinal; an item the model knows nothing of counts as a miss. A result does not depend on the number of threads. What is
 * random (the shuffle) is seeded.
 *
 * <p>Nothing here is on the request path.
 */
@NullMarked
package io.candor.evaluation;

import org.jspecify.annotations.NullMarked;

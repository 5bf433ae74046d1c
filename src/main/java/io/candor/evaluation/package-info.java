/**
 * How good a model is on what was held out of its training.
 *
 * <p>Input: a model ({@link io.candor.evaluation.JudgedModel}), a {@link io.candor.dataset.Holdout} and an {@link
 * io.candor.evaluation.EvaluationPlan}. Output: a {@link io.candor.evaluation.ModelEvaluation}, of {@link
 * io.candor.evaluation.RankingReport}s: accuracy, what the lists are worth beside it, accuracy by popularity, and errors of
 * predicted ratings. It puts the model beside two controls: popularity, which a model has to beat, and its own user vectors
 * shuffled among the users, which shows how much of the result is personal; and beside another bundle, over the same users.
 *
 * <p>Invariants: rankings are full, over every item the user had not seen in training, unless a sample was asked for; ties
 * break by ordinal; an item the model knows nothing of counts as a miss. Metrics are kept by user, who are drawn again for
 * intervals and differences. A result does not depend on the number of threads; what is random is seeded.
 *
 * <p>Nothing here is on the request path.
 */
@NullMarked
package io.candor.evaluation;

import org.jspecify.annotations.NullMarked;

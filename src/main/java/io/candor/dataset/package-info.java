/**
 * Logs of what people did → a matrix to train on, and what is held out to judge the result.
 *
 * <p>Input: files of ratings in whatever form they lie around ({@link io.candor.dataset.RatingsReader}), or events subject by
 * subject, scored as profiles score them ({@link io.candor.dataset.SubjectFeedback}); {@link
 * io.candor.dataset.FeedbackShaping} then centres ratings, ages rows and weighs down one-offs. Output: {@link
 * io.candor.dataset.Interactions}, columns of user, item, value and time over dense ordinals; {@link
 * io.candor.dataset.Split}, which divides them into a training part and a {@link io.candor.dataset.Holdout}; {@link
 * io.candor.dataset.FeedbackMatrix}, the training part as sparse rows by user and by item.
 *
 * <p>Invariants: everything is flat arrays, so memory is about 24 bytes an interaction plus the ids; a bad line costs that
 * line only and is counted and shown with its number; nothing usable is {@code DATASET_INVALID}. The order of the file
 * decides between equal times, and a split is a function of data and seed alone.
 *
 * <p>Everything returned is immutable and thread-safe; readers and builders belong to one thread. Nothing here is on the
 * request path.
 */
@NullMarked
package io.candor.dataset;

import org.jspecify.annotations.NullMarked;

package io.candor.storage;

/**
 * Figures of the stored feedback.
 *
 * @param rejected entries put aside in table {@code rejected_entry}
 * @param erasures subjects that were erased
 * @param stray slates (rows of {@code decision}) outside the daily partitions: of a clock that was wrong, or of days for which
 *     {@link FeedbackStore#maintain} did not run; an estimate
 */
public record FeedbackStatus(long rejected, long erasures, long stray) {}

package io.candor.http;

import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.core.Future;

/** Asks the pipeline for a slate. */
public interface SlateService {
    /**
     * Returns the slate, which the caller closes after rendering; or fails with a {@code CandorException}
     * (PLACEMENT_NOT_FOUND, ITEM_NOT_FOUND, INVALID_REQUEST, CURSOR_INVALID, OVERLOADED, DEADLINE_EXCEEDED,
     * MODEL_UNAVAILABLE).
     *
     * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
     */
    Future<Slate> recommend(RecommendationRequest request, long deadlineNanos);
}

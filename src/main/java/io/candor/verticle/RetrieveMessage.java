package io.candor.verticle;

import io.candor.serving.RecommendationRequest;

/**
 * Asks for a draft with candidates.
 *
 * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
 */
record RetrieveMessage(RecommendationRequest request, long deadlineNanos) {}

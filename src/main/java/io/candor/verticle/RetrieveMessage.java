package io.candor.verticle;

import io.candor.serving.Asker;
import io.candor.serving.RecommendationRequest;

/**
 * Asks for a draft with candidates.
 *
 * @param asker who asks, and what is known of them
 * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
 */
record RetrieveMessage(RecommendationRequest request, Asker asker, long deadlineNanos) {}

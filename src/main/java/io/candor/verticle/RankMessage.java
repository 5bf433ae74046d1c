package io.candor.verticle;

import io.candor.serving.Draft;

/**
 * Asks for the slate of a draft, which stays the sender's to close when the answer is a failure.
 *
 * @param deadlineNanos {@link System#nanoTime} value after which nobody waits for the answer
 */
record RankMessage(Draft draft, long deadlineNanos) {}

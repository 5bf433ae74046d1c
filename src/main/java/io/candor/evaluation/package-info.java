/** Ranking metrics over held-out feedback, with intervals. */
@NullMarked
package io.candor.evaluation;

import org.jspecify.annotations.NullMarked;

/** Ratings and logs to a feedback matrix, and its splits. */
@NullMarked
package io.candor.dataset;

import org.jspecify.annotations.NullMarked;

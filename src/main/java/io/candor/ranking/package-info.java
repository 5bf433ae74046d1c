/** Candidates to a scored, explained, diversified list. */
@NullMarked
package io.candor.ranking;

import org.jspecify.annotations.NullMarked;

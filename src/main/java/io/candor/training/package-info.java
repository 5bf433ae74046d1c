/** Trainers: a feedback matrix in, factors out; deterministic for a seed whatever the number of threads. */
@NullMarked
package io.candor.training;

import org.jspecify.annotations.NullMarked;

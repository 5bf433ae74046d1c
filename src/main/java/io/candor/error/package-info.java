/**
 * Codes and the one exception.
 *
 * <p>Three kinds of failure are kept apart. A caller's bug is an {@link IllegalArgumentException} or {@link
 * IllegalStateException}. An expected outcome (an unknown user, a late answer) is a value. An operational failure is a
 * {@link io.candor.error.CandorException} with an {@link io.candor.error.ErrorCode}; the codes are stable, documented in
 * {@code openapi.yaml}, and mapped in exactly two exhaustive switches: to an HTTP status in {@code http} and to an exit
 * code in {@code cli}.
 *
 * <p>Kernel package: it imports no other package of the project. Everything here is immutable and thread-safe.
 */
@NullMarked
package io.candor.error;

import org.jspecify.annotations.NullMarked;

/**
 * Dense kernels, bounded top-k, bit sets, solves, random streams, and distribution functions.
 *
 * <p>Input and output are flat {@code float[]}/{@code double[]} or {@link java.lang.foreign.MemorySegment}, row-major.
 * EJML is used here and nowhere else. Every SIMD kernel has a scalar twin and an equality test. Nothing here reads a clock,
 * draws from a global random source, logs, or allocates inside a kernel; ties break by ordinal, so that a result is a
 * function of its arguments.
 *
 * <p>Kernel package: it may import {@code error} only.
 */
@NullMarked
package io.candor.math;

import org.jspecify.annotations.NullMarked;

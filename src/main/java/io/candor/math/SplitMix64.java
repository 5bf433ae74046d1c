package io.candor.math;

import java.util.random.RandomGenerator;

/**
 * A counter with a mixer behind it: 64 random bits a call from a 64-bit seed, the same on every machine and in every
 * version of the platform.
 *
 * <p>Seeding costs nothing, so that one generator serves draws with a seed each. Passes the usual batteries; not for
 * secrets. Not thread-safe, allocates nothing.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the constants of
 * variant 13 of Stafford. Differs: never split, and the seed is mixed once before it is counted from, so that neighbouring
 * seeds do not give streams that are one step apart.
 */
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;
    private double spare;
    private boolean hasSpare;

    public SplitMix64(long seed) {
        reseed(seed);
    }

    /** Makes this generator equal to a new one with the seed. */
    public void reseed(long seed) {
        state = mix(seed ^ 0x6a09e667f3bcc909L);
        hasSpare = false;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Returns a multiple of 2⁻⁵³ in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /**
     * Returns a whole number of [0, bound), each with probability 1/bound up to 2⁻³³.
     *
     * @param bound positive
     */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    /**
     * Returns a standard normal number.
     *
     * <p>Source: Marsaglia, Bray, "A convenient method for generating normal variables", SIAM Review 1964: two numbers from a
     * point in the unit disc; the second is kept for the next call.
     */
    @Override
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        hasSpare = true;
        return x * scale;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

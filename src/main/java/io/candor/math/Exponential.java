package io.candor.math;

/**
 * exp from additions and multiplications alone: the same bits on every machine, as {@link StrictMath#exp}, in a fraction of
 * its time.
 *
 * <p>x = n ln 2 + r with |r| ≤ ln 2 / 2, the Taylor polynomial of degree 13 in r (whose rest is below 5e-18), times 2ⁿ. The
 * relative error is below 4e-16. Pure; allocates nothing.
 */
public final class Exponential {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2_HIGH = 0x1.62e42feep-1;
    private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

    /** Added and taken away again it rounds to a whole number, which is then in the low bits. */
    private static final double ROUNDING = 0x1.8p52;

    private static final double LOWEST = -708;
    private static final double HIGHEST = 709;

    private Exponential() {}

    /** Returns exp(x): 0 for x below −708, infinite above 709, NaN for NaN. */
    public static double exp(double x) {
        if (!(x >= LOWEST)) {
            return x < LOWEST ? 0 : x;
        }
        if (x > HIGHEST) {
            return Double.POSITIVE_INFINITY;
        }
        double shifted = x * LOG2_E + ROUNDING;
        double n = shifted - ROUNDING;
        double r = x - n * LN_2_HIGH - n * LN_2_LOW;
        double square = r * r;
        double even = 1
                + square
                        * (1.0 / 2
                                + square
                                        * (1.0 / 24
                                                + square
                                                        * (1.0 / 720
                                                                + square
                                                                        * (1.0 / 40_320
                                                                                + square
                                                                                        * (1.0 / 3_628_800
                                                                                                + square
                                                                                                        * (1.0
                                                                                                                / 479_001_600))))));
        double odd = 1
                + square
                        * (1.0 / 6
                                + square
                                        * (1.0 / 120
                                                + square
                                                        * (1.0 / 5_040
                                                                + square
                                                                        * (1.0 / 362_880
                                                                                + square
                                                                                        * (1.0 / 39_916_800
                                                                                                + square
                                                                                                        * (1.0
                                                                                                                / 6_227_020_800.0))))));
        return (even + r * odd) * Double.longBitsToDouble((long) (n + 1023) << 52);
    }
}

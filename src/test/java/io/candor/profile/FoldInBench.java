package io.candor.profile;

import java.util.Locale;
import java.util.Random;

/**
 * Prints microseconds of one {@link FoldIn#solve} by each of its two systems. Run by hand: {@code java … FoldInBench}.
 */
public final class FoldInBench {
    private static final int ROUNDS = 7;
    private static final int CALLS = 400;

    private FoldInBench() {}

    public static void main(String[] arguments) {
        System.out.println("dims    n   d x d µs   n x n µs");
        for (int dims : new int[] {64, 128}) {
            FoldInModel model = FoldInExamples.model(dims, 2_000, 1);
            for (int n : new int[] {3, 10, 20, 30, 40, 50, 64, 100}) {
                double byDims = micros(model, n, 0);
                double byEntries = n <= dims ? micros(model, n, 1.01) : Double.NaN;
                System.out.printf(Locale.ROOT, "%4d %4d %10.1f %10.1f%n", dims, n, byDims, byEntries);
            }
        }
    }

    /** Returns the least time of a call over some rounds. */
    private static double micros(FoldInModel model, int n, double share) {
        int dims = model.dims();
        float[] vectors = FoldInExamples.vectors(n, dims, new Random(2));
        double[] strengths = FoldInExamples.strengths(n, new Random(3));
        FoldIn foldIn = new FoldIn(n, share);
        float[] x = new float[dims];
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                java.util.Arrays.fill(x, 0);
                if (!foldIn.solve(model, vectors, strengths, n, x, 0)) {
                    throw new IllegalStateException("no solution");
                }
            }
            least = Math.min(least, (System.nanoTime() - start) / 1e3 / CALLS);
        }
        return least;
    }
}

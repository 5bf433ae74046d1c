package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Factors to measure with: rows around 400 directions, as far from them as those are long, with log-normal norms. */
public final class GeneratedFactors {
    private static final int CLUSTERS = 400;
    private static final double NORM_SPREAD = 0.5;

    private final float[][] centres;
    private final SplittableRandom random;

    public GeneratedFactors(int dims, long seed) {
        random = new SplittableRandom(seed);
        centres = new float[CLUSTERS][dims];
        for (float[] centre : centres) {
            for (int d = 0; d < dims; d++) {
                centre[d] = (float) random.nextGaussian();
            }
        }
    }

    /** Returns the next rows, outside the heap. */
    public FactorMatrix rows(int rows) {
        int dims = centres[0].length;
        float[] flat = new float[Math.multiplyExact(rows, dims)];
        for (int r = 0; r < rows; r++) {
            float[] centre = centres[random.nextInt(centres.length)];
            double norm = Math.exp(NORM_SPREAD * random.nextGaussian()) / Math.sqrt(2.0 * dims);
            for (int d = 0; d < dims; d++) {
                flat[r * dims + d] = (float) ((centre[d] + random.nextGaussian()) * norm);
            }
        }
        return outsideHeap(flat, dims);
    }

    static FactorMatrix outsideHeap(float[] flat, int dims) {
        MemorySegment memory = Arena.ofAuto().allocate((long) flat.length * Float.BYTES, 64);
        MemorySegment.copy(flat, 0, memory, ExactStore.FLOAT, 0, flat.length);
        return FactorMatrix.over(memory, flat.length / dims, dims);
    }
}

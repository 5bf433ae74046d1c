package io.candor.math;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Inner products, row by row and {@value BlockKernels#ROWS} rows at once, and the best of a thousand scores. */
@State(Scope.Thread)
public class KernelBenchmark {
    private static final int SCORES = 1_000;

    /** Of the vectors. */
    @Param({"64", "128"})
    public int dims;

    private final SplittableRandom random = new SplittableRandom(1);
    private final TopK best = new TopK(200);
    private final float[] scores = floats(SCORES);
    private final float[] sums = new float[BlockKernels.ROWS];
    private final int[] codeSums = new int[BlockKernels.ROWS];
    private float[] row = {};
    private float[] query = {};
    private short[] spread = {};
    private byte[] codes = {};
    private MemorySegment block = MemorySegment.NULL;

    @Setup
    public void prepare() {
        row = floats(dims);
        query = floats(dims);
        block = Arena.ofAuto().allocate((long) dims * BlockKernels.STRIDE, 64);
        for (long at = 0; at < block.byteSize(); at += Float.BYTES) {
            block.set(ValueLayout.JAVA_FLOAT, at, (float) random.nextGaussian());
        }
        short[] coded = new short[CodeKernels.padded(dims)];
        for (int d = 0; d < dims; d++) {
            coded[d] = (short) (random.nextInt(255) - 127);
        }
        spread = new short[CodeKernels.spreadLength(coded.length)];
        CodeKernels.spread(coded, spread);
        codes = new byte[CodeKernels.blockBytes(dims)];
        random.nextBytes(codes);
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** One row. */
    @Benchmark
    public float dot() {
        return VectorKernels.dot(row, 0, query, 0, dims);
    }

    /** A block of rows. */
    @Benchmark
    public float[] dotBlock() {
        BlockKernels.dot(block, 0, query, dims, sums);
        return sums;
    }

    /** A block of rows in bytes. */
    @Benchmark
    public int[] dotCodes() {
        CodeKernels.dot(codes, 0, spread, codeSums);
        return codeSums;
    }

    /** The best 200 of 1,000, sorted. */
    @Benchmark
    public TopK topK() {
        best.reset(200);
        for (int i = 0; i < SCORES; i++) {
            best.offer(i, scores[i]);
        }
        best.sort();
        return best;
    }
}

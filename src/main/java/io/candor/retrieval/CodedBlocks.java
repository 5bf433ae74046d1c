package io.candor.retrieval;

import io.candor.math.CodeKernels;

/** Vectors in blocks of 16, one byte a value, as {@link CodeKernels} reads them: the nearest whole number of the block's steps. */
final class CodedBlocks {
    /** Blocks in one array; 2³¹ bytes would be reached with 8,192 dimensions. */
    private static final int CHUNK_BLOCKS = 1 << 14;

    private final int dims;
    private final float[] steps;
    private final byte[][] chunks;

    private CodedBlocks(int dims, float[] steps, byte[][] chunks) {
        this.dims = dims;
        this.steps = steps;
        this.chunks = chunks;
    }

    /** Returns how many blocks hold this number of vectors. */
    static int blocks(int vectors) {
        return Math.ceilDiv(vectors, CodeKernels.ROWS);
    }

    /** Returns room for a number of vectors, all zero. */
    static CodedBlocks of(int vectors, int dims) {
        int blocks = blocks(vectors);
        byte[][] chunks = new byte[Math.ceilDiv(blocks, CHUNK_BLOCKS)][];
        for (int i = 0; i < chunks.length; i++) {
            int count = Math.min(CHUNK_BLOCKS, blocks - i * CHUNK_BLOCKS);
            chunks[i] = new byte[Math.multiplyExact(count, CodeKernels.blockBytes(dims))];
        }
        return new CodedBlocks(dims, new float[blocks], chunks);
    }

    /** Returns how many bytes the codes of a number of vectors have. */
    static long bytes(int vectors, int dims) {
        return (long) blocks(vectors) * CodeKernels.blockBytes(dims);
    }

    int dims() {
        return dims;
    }

    int blocks() {
        return steps.length;
    }

    /** Returns what a code of 1 stands for, by block; positive. */
    float[] steps() {
        return steps;
    }

    /** Returns the codes: arrays of {@value #CHUNK_BLOCKS} blocks, the last of what is left. */
    byte[][] chunks() {
        return chunks;
    }

    /** Returns the array that holds a block. */
    byte[] array(int block) {
        return chunks[block / CHUNK_BLOCKS];
    }

    /** Returns where a block begins in the array that holds it. */
    int offsetOf(int block) {
        return block % CHUNK_BLOCKS * CodeKernels.blockBytes(dims);
    }

    /**
     * Codes the vectors of a block and replaces them by what their codes stand for.
     *
     * @param vectors at most 16, one after the other from the beginning
     */
    void encode(int block, double[] vectors, int count) {
        double largest = 0;
        for (int i = 0; i < count * dims; i++) {
            largest = Math.max(largest, Math.abs(vectors[i]));
        }
        steps[block] = largest == 0 ? 1 : Math.nextUp((float) (largest / CodeKernels.MAX_ROW_CODE));
        byte[] array = array(block);
        int offset = offsetOf(block);
        for (int i = 0; i < count * dims; i++) {
            int code = (int) Math.round(vectors[i] / steps[block]);
            array[offset + CodeKernels.byteOf(i / dims, i % dims)] = (byte) code;
            vectors[i] = (double) steps[block] * code;
        }
    }
}

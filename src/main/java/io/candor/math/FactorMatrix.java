package io.candor.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A read-only matrix of factor vectors: shape (rows × dims), row-major little-endian float32, on the heap or mapped.
 *
 * <p>Thread-safe for reading. A matrix over a mapped segment lives as long as the segment's arena; reading it afterwards
 * throws {@link IllegalStateException}.
 */
public final class FactorMatrix {
    static final ValueLayout.OfFloat FLOAT_LE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment data;
    private final int rows;
    private final int dims;
    private final long rowBytes;

    private FactorMatrix(MemorySegment data, int rows, int dims) {
        this.data = data;
        this.rows = rows;
        this.dims = dims;
        this.rowBytes = (long) dims * Float.BYTES;
    }

    /**
     * Returns a matrix over {@code data}, which is retained and must not change.
     *
     * @throws IllegalArgumentException when the segment is not exactly rows × dims × 4 bytes, or dims is not positive
     */
    public static FactorMatrix over(MemorySegment data, int rows, int dims) {
        if (dims <= 0 || rows < 0) {
            throw new IllegalArgumentException("shape must be positive, was " + rows + " × " + dims);
        }
        long expected = (long) rows * dims * Float.BYTES;
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    rows + " × " + dims + " floats need " + expected + " bytes, segment has " + data.byteSize());
        }
        return new FactorMatrix(data, rows, dims);
    }

    /** Returns a matrix over a flat row-major array, which is retained; its length must be a multiple of dims. */
    public static FactorMatrix ofRows(float[] flat, int dims) {
        if (dims <= 0 || flat.length % dims != 0) {
            throw new IllegalArgumentException(flat.length + " floats are not rows of " + dims);
        }
        return new FactorMatrix(MemorySegment.ofArray(flat), flat.length / dims, dims);
    }

    public int rows() {
        return rows;
    }

    public int dims() {
        return dims;
    }

    /** Returns the entries as one segment of rows × dims × 4 bytes; must not be written to. */
    public MemorySegment segment() {
        return data;
    }

    public float at(int row, int dim) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(dim, dims);
        return data.get(FLOAT_LE, row * rowBytes + (long) dim * Float.BYTES);
    }

    /** Copies one row into {@code target} from {@code offset} on. */
    public void copyRow(int row, float[] target, int offset) {
        Objects.checkIndex(row, rows);
        MemorySegment.copy(data, FLOAT_LE, row * rowBytes, target, offset, dims);
    }

    /** Returns the inner product of a row with {@code vector[offset .. offset+dims)}. */
    public float dot(int row, float[] vector, int offset) {
        Objects.checkIndex(row, rows);
        return VectorKernels.dot(data, row * rowBytes, vector, offset, dims);
    }

    /**
     * Writes the inner products of the four rows {@code rows[from .. from+4)} with {@code vector[0 .. dims)} to {@code
     * products[0 .. 4)}; the same values as {@link #dot}, fetched together.
     *
     * @param products {@link VectorKernels#FOUR_PRODUCTS} entries, all overwritten
     */
    public void dot4(int[] rows, int from, float[] vector, float[] products) {
        VectorKernels.dot4(
                data,
                rows[from] * rowBytes,
                rows[from + 1] * rowBytes,
                rows[from + 2] * rowBytes,
                rows[from + 3] * rowBytes,
                vector,
                dims,
                products);
    }

    /** Returns the Euclidean norm of a row. */
    public float norm(int row) {
        Objects.checkIndex(row, rows);
        double sum = 0;
        for (int d = 0; d < dims; d++) {
            double x = at(row, d);
            sum += x * x;
        }
        return (float) Math.sqrt(sum);
    }
}

package io.candor.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD inner products of one query with blocks of {@value #ROWS} rows, both in small whole numbers.
 *
 * <p>A row has one byte a dimension, a query one short; products of four dimensions are summed in 16 bits and those sums in 32,
 * so a code may be −{@value #MAX_ROW_CODE} to {@value #MAX_ROW_CODE} in a row and −{@value #MAX_QUERY_CODE} to
 * {@value #MAX_QUERY_CODE} in a query, and nothing ever overflows. A quarter of the bytes of float32 go through memory, which is
 * what a scan takes its time for.
 *
 * <p>Two dimensions 2i, 2i + 1 of a block are 32 bytes, a 16-bit lane a row; row r is in lane 2(r mod 8) + ⌊r / 8⌋:
 *
 * <pre>
 *   row          0           8           1           9     …      7          15
 *   byte      0     1     2     3     4     5     6     7  …   28    29    30    31
 *   dimension 2i+1  2i    2i+1  2i    2i+1  2i    2i+1  2i …   2i+1  2i    2i+1  2i
 * </pre>
 *
 * Blocks have {@link #padded} dimensions. Pure but for {@code sums}; allocates nothing; any thread. {@link ScalarKernels} has
 * the twin.
 */
public final class CodeKernels {
    /** Rows in a block, whatever the width of the machine's registers. */
    public static final int ROWS = 16;

    /** The largest code of a row. */
    public static final int MAX_ROW_CODE = 127;

    /** The largest code of a query. */
    public static final int MAX_QUERY_CODE = 63;

    private static final int HALF = ROWS / 2;
    private static final int PAIR_BYTES = 2 * ROWS;
    private static final VectorSpecies<Short> SHORTS =
            ShortVector.SPECIES_PREFERRED.length() > ROWS ? ShortVector.SPECIES_256 : ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS =
            IntVector.SPECIES_PREFERRED.length() > HALF ? IntVector.SPECIES_256 : IntVector.SPECIES_PREFERRED;
    private static final short SIGN = Short.MIN_VALUE;

    private CodeKernels() {}

    /** Returns how many dimensions a block and a query have for vectors of {@code dims}: a multiple of 4. */
    public static int padded(int dims) {
        return (dims + 3) & -4;
    }

    /** Returns the bytes of a block for vectors of {@code dims}. */
    public static int blockBytes(int dims) {
        return padded(dims) * ROWS;
    }

    /** Returns where in a block the code of a row's dimension is. */
    public static int byteOf(int row, int dim) {
        int lane = 2 * (row % HALF) + row / HALF;
        return dim / 2 * PAIR_BYTES + 2 * lane + (dim % 2 == 0 ? 1 : 0);
    }

    /**
     * Writes the inner products of the {@value #ROWS} rows of a block with a query to {@code sums}.
     *
     * @param blocks holds the block from byte {@code offset} on
     * @param query padded(dims) codes, those beyond dims 0
     * @param sums overwritten, {@value #ROWS} entries
     */
    public static void dot(MemorySegment blocks, long offset, short[] query, int[] sums) {
        for (int row = 0; row < HALF; row += INTS.length()) {
            dotLanes(blocks, offset + 4L * row, query, sums, row);
        }
    }

    private static void dotLanes(MemorySegment blocks, long offset, short[] query, int[] sums, int row) {
        IntVector both = IntVector.zero(INTS);
        IntVector upper = both;
        int d = 0;
        for (; d <= query.length - 4; d += 4) {
            long at = offset + (long) (d / 2) * PAIR_BYTES;
            IntVector four = pair(blocks, at, query[d], query[d + 1])
                    .add(pair(blocks, at + PAIR_BYTES, query[d + 2], query[d + 3]))
                    // Made unsigned, so that the two halves of an int part without one borrowing from the other.
                    .lanewise(VectorOperators.XOR, SIGN)
                    .reinterpretAsInts();
            both = both.add(four);
            upper = upper.add(four.lanewise(VectorOperators.LSHR, Short.SIZE));
        }
        int bias = -SIGN * (d / 4);
        both.sub(upper.lanewise(VectorOperators.LSHL, Short.SIZE)).sub(bias).intoArray(sums, row);
        upper.sub(bias).intoArray(sums, HALF + row);
    }

    /** Returns even·x + odd·y for the two dimensions in each lane. */
    private static ShortVector pair(MemorySegment blocks, long offset, short even, short odd) {
        ShortVector codes = ShortVector.fromMemorySegment(SHORTS, blocks, offset, ByteOrder.LITTLE_ENDIAN);
        return codes.lanewise(VectorOperators.ASHR, Byte.SIZE)
                .mul(even)
                .add(codes.lanewise(VectorOperators.LSHL, Byte.SIZE)
                        .lanewise(VectorOperators.ASHR, Byte.SIZE)
                        .mul(odd));
    }

    /** Returns the rows whose sum is at least {@code threshold}; row r is bit r. */
    public static int atLeast(int[] sums, int threshold) {
        int mask = 0;
        for (int row = 0; row < ROWS; row += INTS.length()) {
            long bits = IntVector.fromArray(INTS, sums, row)
                    .compare(VectorOperators.GE, threshold)
                    .toLong();
            mask |= (int) bits << row;
        }
        return mask;
    }

    static byte codeAt(MemorySegment blocks, long offset, int row, int dim) {
        return blocks.get(ValueLayout.JAVA_BYTE, offset + byteOf(row, dim));
    }
}

package io.candor.math;

import jdk.incubator.vector.ByteVector;
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
 * Blocks have {@link #padded} dimensions and are read from arrays: through memory segments the same loop took 1.4 times as long, and
 * several times that once segments of another kind had been read in the same process. Pure but for what is overwritten; allocates
 * nothing; any thread. {@link ScalarKernels} has
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
    private static final VectorSpecies<Byte> BYTES =
            ByteVector.SPECIES_PREFERRED.length() > PAIR_BYTES ? ByteVector.SPECIES_256 : ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SHORTS.length();
    private static final int FOUR_LENGTH = 5 * LANES;
    private static final int ODD_BIAS = 128;
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
     * @param spread the query, as {@link #spread} writes it
     * @param sums overwritten, {@value #ROWS} entries
     */
    public static void dot(byte[] blocks, int offset, short[] spread, int[] sums) {
        for (int row = 0; row < HALF; row += INTS.length()) {
            dotLanes(blocks, offset + 4 * row, spread, sums, row);
        }
    }

    /**
     * For two dimensions in each lane even·x + (odd + 128)·y, modulo 2¹⁶. All in one method: where a method that returns a register is not
     * inlined, and the compiler leaves out one that it has compiled before, each register becomes an object.
     */
    private static void dotLanes(byte[] blocks, int offset, short[] spread, int[] sums, int row) {
        IntVector both = IntVector.zero(INTS);
        IntVector upper = both;
        int fours = spread.length / FOUR_LENGTH;
        for (int i = 0; i < fours; i++) {
            int at = offset + i * 2 * PAIR_BYTES;
            int from = i * FOUR_LENGTH;
            ShortVector first = ByteVector.fromArray(BYTES, blocks, at).reinterpretAsShorts();
            ShortVector second =
                    ByteVector.fromArray(BYTES, blocks, at + PAIR_BYTES).reinterpretAsShorts();
            IntVector four = first.lanewise(VectorOperators.ASHR, Byte.SIZE)
                    .mul(ShortVector.fromArray(SHORTS, spread, from))
                    .add(first.lanewise(VectorOperators.XOR, (short) ODD_BIAS)
                            .lanewise(VectorOperators.AND, (short) 0xff)
                            .mul(ShortVector.fromArray(SHORTS, spread, from + LANES)))
                    .add(second.lanewise(VectorOperators.ASHR, Byte.SIZE)
                            .mul(ShortVector.fromArray(SHORTS, spread, from + 2 * LANES)))
                    .add(second.lanewise(VectorOperators.XOR, (short) ODD_BIAS)
                            .lanewise(VectorOperators.AND, (short) 0xff)
                            .mul(ShortVector.fromArray(SHORTS, spread, from + 3 * LANES)))
                    .add(ShortVector.fromArray(SHORTS, spread, from + 4 * LANES))
                    .reinterpretAsInts();
            both = both.add(four);
            upper = upper.add(four.lanewise(VectorOperators.LSHR, Short.SIZE));
        }
        int bias = -SIGN * fours;
        both.sub(upper.lanewise(VectorOperators.LSHL, Short.SIZE)).sub(bias).intoArray(sums, row);
        upper.sub(bias).intoArray(sums, HALF + row);
    }

    /** Returns the length of a query of {@code dims} codes after {@link #spread}. */
    public static int spreadLength(int dims) {
        return padded(dims) / 4 * FOUR_LENGTH;
    }

    /**
     * Writes a query as {@link #dot} reads it: for every four dimensions a register full of each code, and one of what makes
     * their sum unsigned, so that the two halves of an int part without one borrowing from the other.
     *
     * @param query padded(dims) codes, those beyond dims 0
     * @param spread overwritten, spreadLength(dims) entries
     */
    public static void spread(short[] query, short[] spread) {
        for (int d = 0, to = 0; d < query.length; d += 4, to += FOUR_LENGTH) {
            ShortVector.broadcast(SHORTS, query[d]).intoArray(spread, to);
            ShortVector.broadcast(SHORTS, query[d + 1]).intoArray(spread, to + LANES);
            ShortVector.broadcast(SHORTS, query[d + 2]).intoArray(spread, to + 2 * LANES);
            ShortVector.broadcast(SHORTS, query[d + 3]).intoArray(spread, to + 3 * LANES);
            short base = (short) (SIGN - ODD_BIAS * (query[d + 1] + query[d + 3]));
            ShortVector.broadcast(SHORTS, base).intoArray(spread, to + 4 * LANES);
        }
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

    static byte codeAt(byte[] blocks, int offset, int row, int dim) {
        return blocks[offset + byteOf(row, dim)];
    }
}

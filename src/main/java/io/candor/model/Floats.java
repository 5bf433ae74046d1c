package io.candor.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Looks for NaN and ±∞ in little-endian float32. Pure; any thread. */
final class Floats {
    static final ValueLayout.OfFloat FLOAT_LE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfInt INT_LE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int EXPONENT = 0x7f80_0000;
    private static final int PIECE = 8192;

    private Floats() {}

    /**
     * Returns whether every value in a segment of whole floats is finite: has not all bits of its exponent set.
     *
     * <p>A plain loop over pieces that are copied to the heap, which is fast from the first piece on. It is run once a bundle, mostly
     * by a process that has just begun, where explicit vectors would be interpreted for most of the time.
     */
    static boolean allFinite(MemorySegment data) {
        long count = data.byteSize() / Float.BYTES;
        int[] piece = new int[(int) Math.min(PIECE, count)];
        for (long at = 0; at < count; at += PIECE) {
            int length = (int) Math.min(PIECE, count - at);
            MemorySegment.copy(data, INT_LE, at * Float.BYTES, piece, 0, length);
            if (largestExponent(piece, length) == EXPONENT) {
                return false;
            }
        }
        return true;
    }

    private static int largestExponent(int[] bits, int length) {
        int largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, bits[i] & EXPONENT);
        }
        return largest;
    }

    /** Returns the index of the first value that is not finite, −1 when there is none. */
    static long firstNotFinite(MemorySegment data) {
        long count = data.byteSize() / Float.BYTES;
        for (long i = 0; i < count; i++) {
            if (!Float.isFinite(data.get(FLOAT_LE, i * Float.BYTES))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the first value that is not finite, −1 when there is none. */
    static int firstNotFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}

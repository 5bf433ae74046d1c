package io.candor.model;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where the parts of an id-table file begin; the file is drawn at {@link MappedIdTable}.
 *
 * @param size number of ids
 * @param stringBytes length of all ids together
 * @param slots length of the hash index, a power of two of at least twice the size
 */
record IdTableLayout(int size, long stringBytes, int slots) {
    static final ValueLayout.OfInt INT_LE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG_LE = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final long MAGIC = 0x4449_524f_444e_4143L; // "CANDORID"
    static final int VERSION = 1;
    static final int HEADER_BYTES = 64;
    static final int MAX_SIZE = 1 << 29;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int SIZE_AT = 12;
    static final int STRING_BYTES_AT = 16;
    static final int SLOTS_AT = 24;

    IdTableLayout {
        boolean powerOfTwo = slots > 0 && Integer.bitCount(slots) == 1;
        if (size < 0 || size > MAX_SIZE || stringBytes < 0 || !powerOfTwo || slots / 2 < size) {
            throw new IllegalArgumentException(
                    "an id table cannot have " + size + " ids in " + stringBytes + " bytes with " + slots + " slots");
        }
    }

    /** Returns the smallest allowed number of slots for a number of ids. */
    static int slotsFor(int size) {
        return Math.max(2, Integer.highestOneBit(Math.max(1, 2 * size - 1)) << 1);
    }

    long offsetsAt() {
        return (HEADER_BYTES + stringBytes + 7) & -8L;
    }

    long hashesAt() {
        return offsetsAt() + 8L * (size + 1L);
    }

    long slotsAt() {
        return hashesAt() + 8L * size;
    }

    long fileBytes() {
        return slotsAt() + 4L * slots;
    }

    /** Encodes an id; a lone surrogate becomes {@code ?}, which {@link #isWellFormed} tells apart. */
    static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether a text is valid UTF-16, so that its UTF-8 form stands for it alone. */
    static boolean isWellFormed(String id) {
        int i = 0;
        while (i < id.length()) {
            int codePoint = id.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }
}

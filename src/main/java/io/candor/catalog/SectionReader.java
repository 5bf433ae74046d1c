package io.candor.catalog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads arrays one after another: a section is its length in bytes as a long, and its values, filled up to a multiple of 8 bytes.
 * Everything is little-endian. What does not fit is BUNDLE_CORRUPT. Not thread-safe.
 */
final class SectionReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment data;
    private long at;

    /** @param from where the first section begins */
    SectionReader(MemorySegment data, long from) {
        this.data = data;
        this.at = from;
    }

    static long padded(long bytes) {
        return (bytes + 7) & -8L;
    }

    static CandorException corrupt(String why) {
        return new CandorException(ErrorCode.BUNDLE_CORRUPT, ColumnsFile.NAME + " cannot be used: " + why);
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw corrupt(otherwise);
        }
    }

    int[] ints(String what) {
        return next(what, Integer.BYTES).toArray(INT);
    }

    int[] ints(String what, int count) {
        return next(what, Integer.BYTES, count).toArray(INT);
    }

    long[] longs(String what, int count) {
        return next(what, Long.BYTES, count).toArray(LONG);
    }

    double[] doubles(String what, int count) {
        return next(what, Double.BYTES, count).toArray(DOUBLE);
    }

    Bits bits(String what, int size) {
        try {
            return Bits.ofWords(longs(what, (size + 63) >>> 6), size);
        } catch (IllegalArgumentException e) {
            throw corrupt("the " + what + ": " + e.getMessage());
        }
    }

    List<String> texts(String what) {
        int[] ends = ints(what);
        byte[] utf8 = next(what, Byte.BYTES).toArray(ValueLayout.JAVA_BYTE);
        List<String> texts = new ArrayList<>(ends.length);
        int from = 0;
        for (int end : ends) {
            check(end >= from && end <= utf8.length, "the " + what + " do not follow each other");
            texts.add(new String(utf8, from, end - from, StandardCharsets.UTF_8));
            from = end;
        }
        return texts;
    }

    /** Refuses what follows the last section. */
    void end() {
        check(at == data.byteSize(), "it has " + data.byteSize() + " bytes, not " + at);
    }

    private MemorySegment next(String what, int width, int count) {
        MemorySegment section = next(what, width);
        check(
                section.byteSize() == (long) count * width,
                "the " + what + " have " + section.byteSize() + " bytes, not " + count + " × " + width);
        return section;
    }

    private MemorySegment next(String what, int width) {
        long left = data.byteSize() - at - Long.BYTES;
        long bytes = left < 0 ? -1 : data.get(LONG, at);
        check(
                bytes >= 0
                        && bytes <= left
                        && padded(bytes) <= left
                        && bytes % width == 0
                        && bytes <= Integer.MAX_VALUE,
                "the " + what + " do not end within the file");
        MemorySegment section = data.asSlice(at + Long.BYTES, bytes);
        at += Long.BYTES + padded(bytes);
        return section;
    }
}

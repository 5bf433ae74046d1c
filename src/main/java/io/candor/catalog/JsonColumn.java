package io.candor.catalog;

import io.candor.math.Bits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The JSON of each item: on the heap, or a line of a mapped file that is read when it is asked for. Immutable and thread-safe; must
 * not be read once the file is unmapped.
 */
final class JsonColumn {
    private static final byte[] NOTHING_KNOWN = {};

    private final byte[][] own;
    private final Bits inFile;
    private final MemorySegment file;
    private final long[] starts;
    private final int[] lengths;

    private JsonColumn(byte[][] own, Bits inFile, MemorySegment file, long[] starts, int[] lengths) {
        this.own = own;
        this.inFile = inFile;
        this.file = file;
        this.starts = starts;
        this.lengths = lengths;
    }

    /** Returns the column of items of which nothing is known. */
    static JsonColumn empty(int size) {
        return new JsonColumn(nothing(size), new Bits(size), MemorySegment.NULL, new long[0], new int[0]);
    }

    /** Returns the column of items whose JSON lies in a file; an empty line says that nothing is known. */
    static JsonColumn over(LineSpans spans, MemorySegment file) {
        return new JsonColumn(nothing(spans.size()), Bits.full(spans.size()), file, spans.starts(), spans.lengths());
    }

    private static byte[][] nothing(int size) {
        byte[][] own = new byte[size][];
        Arrays.fill(own, NOTHING_KNOWN);
        return own;
    }

    /** Returns the column over {@code size} ordinals in which the rows of an overlay replace what was there. */
    JsonColumn merged(Overlay overlay, int size) {
        byte[][] merged = Arrays.copyOf(own, size);
        Bits left = new Bits(size);
        left.orPrefix(inFile);
        for (int i = 0; i < overlay.size(); i++) {
            merged[overlay.ordinal(i)] = overlay.row(i).json();
            left.clear(overlay.ordinal(i));
        }
        return new JsonColumn(merged, left, file, starts, lengths);
    }

    /** Returns the JSON of an item, empty when nothing but its id is known; not to be modified. */
    byte[] at(int ordinal) {
        return inFile.get(ordinal)
                ? file.asSlice(starts[ordinal], lengths[ordinal]).toArray(ValueLayout.JAVA_BYTE)
                : own[ordinal];
    }
}

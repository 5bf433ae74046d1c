package io.candor.math;

import java.lang.foreign.MemorySegment;

/** A read-only column of little-endian float32 values, on the heap or mapped. Thread-safe for reading. */
public final class FloatColumn {
    private final MemorySegment data;
    private final int size;

    private FloatColumn(MemorySegment data, int size) {
        this.data = data;
        this.size = size;
    }

    /** Returns a column over {@code data}, which is retained; its byte size must be a multiple of 4. */
    public static FloatColumn over(MemorySegment data) {
        if (data.byteSize() % Float.BYTES != 0) {
            throw new IllegalArgumentException(data.byteSize() + " bytes are not whole floats");
        }
        return new FloatColumn(data, Math.toIntExact(data.byteSize() / Float.BYTES));
    }

    /** Returns a column over an array, which is retained. */
    public static FloatColumn of(float[] values) {
        return new FloatColumn(MemorySegment.ofArray(values), values.length);
    }

    public int size() {
        return size;
    }

    /** Returns the value at {@code index}; throws {@link IndexOutOfBoundsException} outside 0..size-1. */
    public float at(int index) {
        return data.get(FactorMatrix.FLOAT_LE, (long) index * Float.BYTES);
    }
}

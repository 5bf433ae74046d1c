package io.candor.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A growing buffer that log entries are written to, big-endian. Belongs to one thread. */
final class EntryOutput {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private byte[] bytes;
    private int size;

    EntryOutput(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Begins anew. */
    void clear() {
        size = 0;
    }

    /** Returns a copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    EntryOutput u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    EntryOutput i32(int value) {
        room(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
        return this;
    }

    EntryOutput i64(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
        return this;
    }

    EntryOutput f32(float value) {
        return i32(Float.floatToRawIntBits(value));
    }

    EntryOutput f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    EntryOutput uuid(UUID id) {
        return i64(id.getMostSignificantBits()).i64(id.getLeastSignificantBits());
    }

    /** Writes 7 bits a byte, the lowest first, the highest bit set on all but the last. */
    EntryOutput varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) rest | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** Writes a number that {@link EntryInput#count} reads; throws {@link IllegalArgumentException} when it is negative. */
    EntryOutput count(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count must not be negative, was " + value);
        }
        return varint(value);
    }

    /** Writes a number that may be negative, short when it is near 0. */
    EntryOutput zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    EntryOutput text(String text) {
        if (!Utf8.isAscii(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return text(utf8, utf8.length);
        }
        varint(text.length());
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Writes a text of which the UTF-8 is the first {@code length} bytes. */
    EntryOutput text(byte[] utf8, int length) {
        varint(length);
        return bytes(utf8, length);
    }

    EntryOutput bytes(byte[] more) {
        return bytes(more, more.length);
    }

    private EntryOutput bytes(byte[] more, int length) {
        room(length);
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
        return this;
    }

    /** Writes a map in the order of its keys. */
    EntryOutput texts(Map<String, String> map) {
        varint(map.size());
        if (map.isEmpty()) {
            return this;
        }
        new TreeMap<>(map).forEach((key, value) -> text(key).text(value));
        return this;
    }

    EntryOutput subject(Subject subject) {
        u8(subject.kind().ordinal());
        return subject.isNobody() ? this : text(subject.id());
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}

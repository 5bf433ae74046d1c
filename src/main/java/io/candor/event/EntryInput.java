package io.candor.event;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads what {@link EntryOutput} wrote. Throws {@link IllegalArgumentException} wherever the bytes end too early or say what
 * cannot be, before anything is allocated that they have no room for. Belongs to one thread.
 */
final class EntryInput {
    private static final List<Subject.Kind> KINDS = List.of(Subject.Kind.values());
    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer in;

    EntryInput(byte[] payload) {
        this.in = ByteBuffer.wrap(payload);
    }

    /** Checks that nothing is left. */
    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes too many");
        }
    }

    int u8() {
        return need(1).get() & 0xff;
    }

    int i32() {
        return need(4).getInt();
    }

    long i64() {
        return need(8).getLong();
    }

    float f32() {
        return need(4).getFloat();
    }

    double f64() {
        return need(8).getDouble();
    }

    UUID uuid() {
        return new UUID(i64(), i64());
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            int next = u8();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than " + MAX_VARINT_BYTES + " bytes");
    }

    long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Returns a number that fits a positive int. */
    int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a count of " + value);
        }
        return (int) value;
    }

    /** Returns a number of things that follow, of so many bytes at least each. */
    int count(int minBytesEach) {
        int count = count();
        if ((long) count * minBytesEach > in.remaining()) {
            throw new IllegalArgumentException(count + " things in " + in.remaining() + " bytes");
        }
        return count;
    }

    String text() {
        int length = count(1);
        int from = in.position();
        in.position(from + length);
        return Utf8.decode(in.array(), from, length);
    }

    /** Steps over a text after it has checked that it is one. */
    void checkText() {
        int length = stepOverText();
        Utf8.check(in.array(), in.position() - length, length);
    }

    /** Steps over a text; returns how many bytes it has. */
    int stepOverText() {
        int length = count(1);
        in.position(in.position() + length);
        return length;
    }

    int position() {
        return in.position();
    }

    /** Returns the bytes from a position to where it stands. */
    byte[] since(int from) {
        return Arrays.copyOfRange(in.array(), from, in.position());
    }

    Map<String, String> texts() {
        int count = count(2);
        Map<String, String> map = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            map.put(text(), text());
        }
        return map;
    }

    Subject subject() {
        int kind = u8();
        if (kind >= KINDS.size()) {
            throw new IllegalArgumentException("a subject of kind " + kind);
        }
        return kind == Subject.NOBODY.kind().ordinal() ? Subject.NOBODY : new Subject(KINDS.get(kind), text());
    }

    private ByteBuffer need(int bytes) {
        if (in.remaining() < bytes) {
            throw new IllegalArgumentException("the entry ends too early");
        }
        return in;
    }
}

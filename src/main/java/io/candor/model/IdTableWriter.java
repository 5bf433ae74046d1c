package io.candor.model;

import io.candor.catalog.IdHash;
import io.candor.catalog.Item;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes an id-table file (see {@link MappedIdTable}) id by id. Keeps about 28 bytes an id on the heap and none of the
 * texts. Not thread-safe.
 */
final class IdTableWriter implements Closeable {
    private final ByteSink sink;
    private long[] offsets = new long[1024];
    private long[] hashes = new long[1024];
    private int[] slots = new int[2048];
    private int size;

    IdTableWriter(Path file) throws IOException {
        sink = new ByteSink(file);
        sink.putZeros(IdTableLayout.HEADER_BYTES);
    }

    int size() {
        return size;
    }

    /** Adds an id as the next ordinal; returns why it was refused, if it was, and then nothing has changed. */
    Optional<String> offer(String id) throws IOException {
        if (!IdTableLayout.isWellFormed(id)) {
            return Optional.of("id is not valid Unicode: it has half of a surrogate pair");
        }
        byte[] utf8 = IdTableLayout.utf8(id);
        if (utf8.length == 0) {
            return Optional.of("id is empty");
        }
        if (utf8.length > Item.MAX_ID_BYTES) {
            return Optional.of("id has " + utf8.length + " bytes of UTF-8, the bound is " + Item.MAX_ID_BYTES);
        }
        if (size == IdTableLayout.MAX_SIZE) {
            return Optional.of("there are " + size + " ids already, which is the bound");
        }
        long hash = IdHash.of(utf8);
        int slot = find(hash, utf8);
        if (slots[slot] != 0) {
            return Optional.of("id '" + id + "' is that of row " + slots[slot] + " too");
        }
        append(hash, utf8, slot);
        return Optional.empty();
    }

    /** Returns the slot that holds an id, or the empty one where it belongs. */
    private int find(long hash, byte[] utf8) throws IOException {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0 && !holds(slots[slot] - 1, hash, utf8)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean holds(int ordinal, long hash, byte[] utf8) throws IOException {
        if (hashes[ordinal] != hash) {
            return false;
        }
        long end = ordinal + 1 < size ? offsets[ordinal + 1] : stringBytes();
        return end - offsets[ordinal] == utf8.length
                && Arrays.equals(sink.read(IdTableLayout.HEADER_BYTES + offsets[ordinal], utf8.length), utf8);
    }

    private long stringBytes() {
        return sink.position() - IdTableLayout.HEADER_BYTES;
    }

    private void append(long hash, byte[] utf8, int slot) throws IOException {
        if (size == hashes.length) {
            int length = size + (size >> 1);
            offsets = Arrays.copyOf(offsets, length);
            hashes = Arrays.copyOf(hashes, length);
        }
        offsets[size] = stringBytes();
        hashes[size] = hash;
        sink.put(utf8);
        slots[slot] = ++size;
        if (size > slots.length / 2) {
            slots = rehash(slots.length * 2);
        }
    }

    private int[] rehash(int length) {
        int[] table = new int[length];
        for (int ordinal = 0; ordinal < size; ordinal++) {
            int slot = (int) hashes[ordinal] & (length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (length - 1);
            }
            table[slot] = ordinal + 1;
        }
        return table;
    }

    /** Writes what comes after the ids, then the header, makes it durable and closes. */
    void finish() throws IOException {
        IdTableLayout layout = new IdTableLayout(size, stringBytes(), IdTableLayout.slotsFor(size));
        sink.putZeros(layout.offsetsAt() - sink.position());
        for (int i = 0; i < size; i++) {
            sink.putLong(offsets[i]);
        }
        sink.putLong(layout.stringBytes());
        for (int i = 0; i < size; i++) {
            sink.putLong(hashes[i]);
        }
        for (int entry : rehash(layout.slots())) {
            sink.putInt(entry);
        }
        sink.overwriteStart(header(layout));
        sink.close();
    }

    private static ByteBuffer header(IdTableLayout layout) {
        return ByteBuffer.allocate(IdTableLayout.HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(IdTableLayout.MAGIC_AT, IdTableLayout.MAGIC)
                .putInt(IdTableLayout.VERSION_AT, IdTableLayout.VERSION)
                .putInt(IdTableLayout.SIZE_AT, layout.size())
                .putLong(IdTableLayout.STRING_BYTES_AT, layout.stringBytes())
                .putInt(IdTableLayout.SLOTS_AT, layout.slots());
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}

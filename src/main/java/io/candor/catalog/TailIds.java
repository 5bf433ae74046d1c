package io.candor.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of items the model does not know, by ordinal from the model's size on. Only grows; one writer, any number of
 * readers. A snapshot keeps a {@link View}, whose arrays are filled as far as the snapshot reaches.
 */
final class TailIds {
    private final ConcurrentHashMap<String, Integer> ordinals = new ConcurrentHashMap<>();
    private final int first;
    private String[] ids = new String[16];
    private long[] hashes = new long[16];
    private int size;

    TailIds(int first) {
        this.first = first;
    }

    /**
     * What a snapshot reads: slots are written before the snapshot that reaches them is published, and never again.
     */
    static final class View {
        private final String[] ids;
        private final long[] hashes;
        private final int first;

        private View(TailIds tail) {
            ids = tail.ids;
            hashes = tail.hashes;
            first = tail.first;
        }

        String idAt(int ordinal) {
            return ids[ordinal - first];
        }

        int copyId(int ordinal, byte[] target) {
            byte[] utf8 = idAt(ordinal).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, target, 0, utf8.length);
            return utf8.length;
        }

        long hashAt(int ordinal) {
            return hashes[ordinal - first];
        }
    }

    /** Returns the ordinal of an id, or {@link IdTable#NOT_FOUND}; it may be newer than a reader's snapshot. */
    int find(String id) {
        return ordinals.getOrDefault(id, IdTable.NOT_FOUND);
    }

    /** Gives an id that is not there the next ordinal. For the writer only. */
    int add(String id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        ids[size] = id;
        hashes[size] = IdHash.of(id);
        int ordinal = first + size++;
        ordinals.put(id, ordinal);
        return ordinal;
    }

    /** Returns the number of ordinals given out, the model's included. For the writer only. */
    int end() {
        return first + size;
    }

    View view() {
        return new View(this);
    }
}

package io.candor.model;

import static io.candor.model.IdTableLayout.INT_LE;
import static io.candor.model.IdTableLayout.LONG_LE;

import io.candor.catalog.IdHash;
import io.candor.catalog.IdTable;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An id table in a file: the ids one after another, and an open-addressing hash index over them. Nothing of it is on the
 * heap; a lookup touches one slot, one hash and one id in the mapping, and allocates only the encoded key.
 *
 * <p>The file, all numbers little-endian, n ids in b bytes, s slots (a power of two, s ≥ 2n):
 *
 * <pre>
 *  0               8        12       16               24       28                64
 * +---------------+--------+--------+----------------+--------+-----------------+
 * | "CANDORID"    | int 1  | int n  | long b         | int s  | zeros           |
 * +---------------+--------+--------+----------------+--------+-----------------+
 * | ids, UTF-8, one after another: b bytes                     | 0..7 zeros      |
 * +------------------------------------------------------------+-----------------+
 * | offset of each id in the b bytes, then b: (n+1) × long                       |
 * +------------------------------------------------------------------------------+
 * | IdHash of each id: n × long                                                  |
 * +------------------------------------------------------------------------------+
 * | slots: s × int; 0 is empty, else ordinal + 1                                 |
 * +------------------------------------------------------------------------------+
 * </pre>
 *
 * <p>An id with hash h is looked for at slot h mod s and the ones after it (wrapping around) up to the first empty slot.
 * Thread-safe. Lives as long as the segment it is over.
 */
public final class MappedIdTable implements IdTable {
    private final MemorySegment data;
    private final int size;
    private final int mask;
    private final long offsetsAt;
    private final long hashesAt;
    private final long slotsAt;

    private MappedIdTable(MemorySegment data, IdTableLayout layout) {
        this.data = data;
        this.size = layout.size();
        this.mask = layout.slots() - 1;
        this.offsetsAt = layout.offsetsAt();
        this.hashesAt = layout.hashesAt();
        this.slotsAt = layout.slotsAt();
    }

    /**
     * Returns the table in a mapped file; the segment is retained.
     *
     * @param file the file's name, for messages
     * @throws CandorException BUNDLE_TRUNCATED, BUNDLE_CORRUPT or BUNDLE_TOO_NEW when the header or the length is not
     *     that of an id table; what the header covers is not looked at (the bundle's checksum does that)
     */
    public static MappedIdTable over(MemorySegment data, String file) {
        if (data.byteSize() < IdTableLayout.HEADER_BYTES) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TRUNCATED,
                    file + ": expected at least " + IdTableLayout.HEADER_BYTES + " bytes, found " + data.byteSize());
        }
        long magic = data.get(LONG_LE, IdTableLayout.MAGIC_AT);
        if (magic != IdTableLayout.MAGIC) {
            throw new CandorException(
                    ErrorCode.BUNDLE_CORRUPT, file + ": does not begin with CANDORID, so it is not an id table");
        }
        int version = data.get(INT_LE, IdTableLayout.VERSION_AT);
        if (version != IdTableLayout.VERSION) {
            ErrorCode code = version > IdTableLayout.VERSION ? ErrorCode.BUNDLE_TOO_NEW : ErrorCode.BUNDLE_CORRUPT;
            throw new CandorException(
                    code, file + ": id table version " + version + ", this release reads " + IdTableLayout.VERSION);
        }
        IdTableLayout layout = layout(data, file);
        if (data.byteSize() != layout.fileBytes()) {
            ErrorCode code =
                    data.byteSize() < layout.fileBytes() ? ErrorCode.BUNDLE_TRUNCATED : ErrorCode.BUNDLE_CORRUPT;
            throw new CandorException(
                    code,
                    file + ": " + layout.size() + " ids need " + layout.fileBytes() + " bytes, found "
                            + data.byteSize());
        }
        return new MappedIdTable(data, layout);
    }

    private static IdTableLayout layout(MemorySegment data, String file) {
        try {
            return new IdTableLayout(
                    data.get(INT_LE, IdTableLayout.SIZE_AT),
                    data.get(LONG_LE, IdTableLayout.STRING_BYTES_AT),
                    data.get(INT_LE, IdTableLayout.SLOTS_AT));
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int ordinalOf(String id) {
        byte[] key = IdTableLayout.utf8(id);
        long hash = IdHash.of(key);
        for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
            int entry = data.get(INT_LE, slotsAt + 4L * slot);
            if (entry == 0) {
                return NOT_FOUND;
            }
            int ordinal = entry - 1;
            if (hashAt(ordinal) == hash && holds(ordinal, key)) {
                return IdTableLayout.isWellFormed(id) ? ordinal : NOT_FOUND;
            }
        }
    }

    private boolean holds(int ordinal, byte[] key) {
        long from = offset(ordinal);
        if (offset(ordinal + 1) - from != key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (data.get(ValueLayout.JAVA_BYTE, IdTableLayout.HEADER_BYTES + from + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String idAt(int ordinal) {
        Objects.checkIndex(ordinal, size);
        long from = offset(ordinal);
        byte[] utf8 = new byte[Math.toIntExact(offset(ordinal + 1) - from)];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, IdTableLayout.HEADER_BYTES + from, utf8, 0, utf8.length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public int copyId(int ordinal, byte[] target) {
        Objects.checkIndex(ordinal, size);
        long from = offset(ordinal);
        int length = (int) (offset(ordinal + 1) - from);
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, IdTableLayout.HEADER_BYTES + from, target, 0, length);
        return length;
    }

    @Override
    public long hashAt(int ordinal) {
        Objects.checkIndex(ordinal, size);
        return data.get(LONG_LE, hashesAt + 8L * ordinal);
    }

    private long offset(int ordinal) {
        return data.get(LONG_LE, offsetsAt + 8L * ordinal);
    }
}

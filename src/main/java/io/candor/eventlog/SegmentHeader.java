package io.candor.eventlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment, and the whole of the file that keeps the journal's id (there both numbers are 0).
 * Little-endian.
 *
 * <pre>
 *   0        4        8                24       32       40          60       64
 *   +--------+--------+----------------+--------+--------+-----------+--------+
 *   | magic  | version|   journal id   | first  |previous|   zeros   | CRC32C |
 *   | "CJS1" |   1    |                |        |  last  |           | of 0-59|
 *   +--------+--------+----------------+--------+--------+-----------+--------+
 * </pre>
 *
 * @param id of the journal
 * @param first sequence number of the segment's first record
 * @param previousLast the last durable number when the segment was begun, 0 when none: what the segment before it holds beyond
 *     that was refused, and what it lacks up to that is lost
 */
record SegmentHeader(UUID id, long first, long previousLast) {
    static final int BYTES = 64;
    static final int VERSION = 1;

    /** "CJS1", read little-endian. */
    private static final int MAGIC = 0x31534a43;

    private static final int CRC = BYTES - Integer.BYTES;

    /** Returns the header as bytes, ready to be written. */
    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        bytes.putLong(first).putLong(previousLast);
        bytes.putInt(CRC, crc(bytes.array(), CRC));
        return bytes.clear();
    }

    /**
     * Returns the header in 64 bytes, nothing when they are damaged.
     *
     * @throws UnknownVersion when they are sound and of another version
     */
    static Optional<SegmentHeader> decode(byte[] bytes) throws UnknownVersion {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length != BYTES || view.getInt() != MAGIC || view.getInt(CRC) != crc(bytes, CRC)) {
            return Optional.empty();
        }
        int version = view.getInt();
        if (version != VERSION) {
            throw new UnknownVersion(version);
        }
        return Optional.of(new SegmentHeader(new UUID(view.getLong(), view.getLong()), view.getLong(), view.getLong()));
    }

    /** Returns what the checksums of a segment's frames begin with; see {@link Frame}. */
    static int seed(UUID id, long first) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(first);
        return crc(bytes.array(), bytes.capacity());
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** A file of a version that this program does not know. */
    static final class UnknownVersion extends java.io.IOException {
        private static final long serialVersionUID = 1L;

        UnknownVersion(int version) {
            super("format version " + version + ", this program reads " + VERSION);
        }
    }
}

package io.candor.eventlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of one record in a segment: a header of 32 bytes, the payload, and zeros up to a multiple of 32. Little-endian.
 *
 * <pre>
 *   0        4        8        12       16                24       28       32
 *   +--------+--------+--------+--------+-----------------+--------+--------+---------···--+------+
 *   | magic  | length |  kind  | payload|    sequence     |  zero  | header |   payload    | pad  |
 *   | "CJF1" |        | 0..127 | CRC32C |                 |        | CRC32C |              | to 32|
 *   +--------+--------+--------+--------+-----------------+--------+--------+---------···--+------+
 * </pre>
 *
 * <p>The header's checksum covers the segment's seed, the frame's offset in the file and the first 28 bytes. The seed comes
 * from the journal's random id, so that bytes inside a payload cannot pass for a frame when a search for the next frame
 * crosses them, and a block that a disk wrote to the wrong place is not taken for what belongs there. A damaged payload is
 * stepped over by its length; after a damaged header the next valid one is searched for at multiples of 32.
 *
 * <p>A header never crosses a disk sector, so that it is replaced as a whole or not at all. Kind 0 is an erased record: its
 * payload is zeros, or is going to be.
 *
 * <p>Not thread-safe: holds a checksum and scratch.
 */
final class Frame {
    static final int HEADER = 32;
    static final int ALIGN = 32;
    static final int ERASED = 0;
    /** "CJF1", read little-endian. */
    static final int MAGIC = 0x31464a43;

    private static final int LENGTH = 4;
    private static final int KIND = 8;
    private static final int PAYLOAD_CRC = 12;
    private static final int SEQUENCE = 16;
    private static final int HEADER_CRC = 28;

    private final int seed;
    private final CRC32C crc = new CRC32C();
    private final byte[] scratch = new byte[Integer.BYTES * 2 + HEADER_CRC];
    private final ByteBuffer scratchView = ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN);

    /** @param seed of the segment, see {@link SegmentHeader#seed} */
    Frame(int seed) {
        this.seed = seed;
    }

    /** Returns the bytes a payload of a length takes with header and padding. */
    static long bytes(long length) {
        return (HEADER + length + ALIGN - 1) & -ALIGN;
    }

    /**
     * Appends a frame to a buffer.
     *
     * @param target little-endian, with room for it
     * @param offset where the frame will lie in its segment
     */
    void put(ByteBuffer target, int offset, long sequence, LogRecord logRecord) {
        int end = target.position() + (int) bytes(logRecord.length());
        putHeader(target, offset, sequence, logRecord.kind(), logRecord.length(), crcOf(logRecord));
        for (byte[] part : logRecord.parts()) {
            target.put(part);
        }
        while (target.position() < end) {
            target.put((byte) 0);
        }
    }

    private int crcOf(LogRecord logRecord) {
        crc.reset();
        for (byte[] part : logRecord.parts()) {
            crc.update(part, 0, part.length);
        }
        return (int) crc.getValue();
    }

    /** Appends a header alone. */
    void putHeader(ByteBuffer target, int offset, long sequence, int kind, int length, int payloadCrc) {
        int at = target.position();
        target.putInt(MAGIC).putInt(length).putInt(kind).putInt(payloadCrc).putLong(sequence);
        target.putInt(0).putInt(headerCrc(target, at, offset));
    }

    /** Says whether a valid header lies at an index of a buffer that holds the file from there on. */
    boolean isHeader(ByteBuffer source, int at, int offset) {
        return source.getInt(at) == MAGIC
                && source.getInt(at + HEADER_CRC) == headerCrc(source, at, offset)
                && length(source, at) >= 0;
    }

    int crcOf(byte[] bytes, int from, int length) {
        crc.reset();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    static int length(ByteBuffer source, int at) {
        return source.getInt(at + LENGTH);
    }

    static int kind(ByteBuffer source, int at) {
        return source.getInt(at + KIND);
    }

    static int payloadCrc(ByteBuffer source, int at) {
        return source.getInt(at + PAYLOAD_CRC);
    }

    static long sequence(ByteBuffer source, int at) {
        return source.getLong(at + SEQUENCE);
    }

    private int headerCrc(ByteBuffer source, int at, int offset) {
        scratchView.putInt(0, seed).putInt(Integer.BYTES, offset);
        source.get(at, scratch, 2 * Integer.BYTES, HEADER_CRC);
        return crcOf(scratch, 0, scratch.length);
    }
}

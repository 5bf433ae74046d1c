package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/** The CRC-32C of a factor matrix, by which an index file is tied to the factors it was made from. */
final class FactorChecksum {
    private static final int PIECE_BYTES = 1 << 16;

    private FactorChecksum() {}

    static int of(FactorMatrix factors) {
        CRC32C crc = new CRC32C();
        MemorySegment bytes = factors.segment();
        // Through an array, because heap memory of another type has no view as bytes.
        byte[] piece = new byte[PIECE_BYTES];
        for (long at = 0; at < bytes.byteSize(); at += PIECE_BYTES) {
            int length = (int) Math.min(PIECE_BYTES, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, piece, 0, length);
            crc.update(piece, 0, length);
        }
        return (int) crc.getValue();
    }
}

package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** The CRC-32C of a factor matrix, by which an index file is tied to the factors it was made from. */
final class FactorChecksum {
    private static final long PIECE = 1 << 28;

    private FactorChecksum() {}

    static int of(FactorMatrix factors) {
        CRC32C crc = new CRC32C();
        MemorySegment bytes = factors.segment();
        for (long at = 0; at < bytes.byteSize(); at += PIECE) {
            crc.update(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
        }
        return (int) crc.getValue();
    }
}

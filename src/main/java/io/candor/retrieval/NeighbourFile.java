package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code index.similar}: the nearest neighbours of every item, in a file that is mapped, not read.
 *
 * <pre>
 *   0  magic "CNDXNBR1"            8 bytes
 *   8  format version              int32
 *  12  rows, k                     2 × int32
 *  20  CRC-32C of the item factors int32
 *  64  ordinals  rows × k          int32, nearest first, padded with −1
 * </pre>
 *
 * Everything is little-endian. The checksum of the file itself is in the manifest; the one in here ties it to the factors it was
 * made from.
 */
final class NeighbourFile {
    static final String NAME = "index.similar";
    static final int HEADER_BYTES = 64;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int VERSION = 1;
    private static final long MAGIC = 0x3152424e58444e43L;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private NeighbourFile() {}

    /**
     * Writes neighbours to a file that must not exist.
     *
     * @param neighbours shape (items × k), padded with −1
     */
    static void write(int[] neighbours, int k, FactorMatrix items, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = HEADER_BYTES + (long) neighbours.length * Integer.BYTES;
            MemorySegment target = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            target.set(LONG, 0, MAGIC);
            int[] header = {VERSION, items.rows(), k, FactorChecksum.of(items)};
            MemorySegment.copy(header, 0, target, INT, Long.BYTES, header.length);
            MemorySegment.copy(neighbours, 0, target, INT, HEADER_BYTES, neighbours.length);
            target.force();
        }
    }

    /**
     * Maps the neighbours of {@code items}.
     *
     * @param arena owns the mapping
     * @throws CandorException BUNDLE_CORRUPT when {@link #write} did not make the file of these items, BUNDLE_TOO_NEW when a
     *     later version did
     */
    static NeighbourTable map(Path file, FactorMatrix items, Arena arena) throws IOException {
        MemorySegment source;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            source = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
        check(source.byteSize() >= HEADER_BYTES && source.get(LONG, 0) == MAGIC, "it has another format");
        int[] header = source.asSlice(Long.BYTES, 4 * Integer.BYTES).toArray(INT);
        if (header[0] > VERSION) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW,
                    NAME + " has version " + header[0] + ", this program reads up to " + VERSION);
        }
        int rows = items.rows();
        int k = header[2];
        check(header[1] == rows && k > 0, "it has " + header[1] + " rows of " + k + ", the model has " + rows);
        check(header[3] == FactorChecksum.of(items), "it was made of other factors");
        long expected = HEADER_BYTES + (long) rows * k * Integer.BYTES;
        check(source.byteSize() == expected, "it has " + source.byteSize() + " bytes, not " + expected);
        return new NeighbourTable(source.asSlice(HEADER_BYTES), rows, k, arena::close);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, NAME + " cannot be used: " + otherwise);
        }
    }
}

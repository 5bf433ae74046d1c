package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bits;
import io.candor.math.CodeKernels;
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
 * {@code index.exact}: an {@link ExactStore} in a file.
 *
 * <pre>
 *   0  magic "CNDXEXA1"            8 bytes
 *   8  format version              int32
 *  12  rows, dims, block rows      3 × int32
 *  24  CRC-32C of the item factors int32
 *  64  ordinals  blocks × 16       int32   ┐
 *      norms     blocks × 16       float32 │ each begins at
 *      steps     blocks            float32 │ a multiple of 64
 *      losses    blocks            float32 │
 *      codes     blocks            bytes, see CodeKernels ┘
 * </pre>
 *
 * Everything is little-endian. The checksum of the file itself is in the
 * manifest; the one in here ties it to the factors it was made from.
 */
final class ExactFile {
    static final String NAME = "index.exact";

    private static final int VERSION = 2;
    private static final long MAGIC = 0x3141584558444e43L;
    private static final int HEADER_BYTES = 64;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExactFile() {}

    /** Where each section begins, in bytes. */
    private record Layout(long ordinals, long norms, long steps, long losses, long codes, long end) {
        static Layout of(int rows, int dims) {
            long blocks = ExactStore.blocks(rows);
            long column = blocks * CodeKernels.ROWS * Float.BYTES;
            long ordinals = HEADER_BYTES;
            long norms = aligned(ordinals + column);
            long steps = aligned(norms + column);
            long losses = aligned(steps + blocks * Float.BYTES);
            long codes = aligned(losses + blocks * Float.BYTES);
            return new Layout(ordinals, norms, steps, losses, codes, codes + blocks * CodeKernels.blockBytes(dims));
        }

        private static long aligned(long offset) {
            return (offset + 63) & -64L;
        }
    }

    /** Writes {@code store} of {@code items} to a file that must not exist. */
    static void write(ExactStore store, FactorMatrix items, Path file) throws IOException {
        Layout layout = Layout.of(store.rows(), store.dims());
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment target = channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.end(), arena);
            target.set(LONG, 0, MAGIC);
            int[] header = {VERSION, store.rows(), store.dims(), CodeKernels.ROWS, FactorChecksum.of(items)};
            MemorySegment.copy(header, 0, target, INT, Long.BYTES, header.length);
            MemorySegment.copy(store.ordinals(), 0, target, INT, layout.ordinals(), store.ordinals().length);
            put(store.norms(), target, layout.norms());
            put(store.steps(), target, layout.steps());
            put(store.losses(), target, layout.losses());
            long at = layout.codes();
            for (byte[] chunk : store.codes()) {
                MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, at, chunk.length);
                at += chunk.length;
            }
            target.force();
        }
    }

    private static void put(float[] values, MemorySegment target, long offset) {
        MemorySegment.copy(values, 0, target, ExactStore.FLOAT, offset, values.length);
    }

    /**
     * Reads the store of {@code items}.
     *
     * @throws CandorException BUNDLE_CORRUPT when the file is not one that {@link #write} made of these items,
     *     BUNDLE_TOO_OLD or BUNDLE_TOO_NEW when another version wrote it
     */
    static ExactStore read(Path file, FactorMatrix items) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), file, items);
        }
    }

    private static ExactStore read(MemorySegment source, Path file, FactorMatrix items) {
        int rows = items.rows();
        int dims = items.dims();
        checkHeader(source, file, items);
        Layout layout = Layout.of(rows, dims);
        check(source.byteSize() == layout.end(), file, "it has " + source.byteSize() + " bytes, not " + layout.end());
        int blocks = ExactStore.blocks(rows);
        int padded = blocks * CodeKernels.ROWS;
        int[] ordinals =
                source.asSlice(layout.ordinals(), (long) padded * Integer.BYTES).toArray(INT);
        float[] norms = floats(source, layout.norms(), padded);
        check(isOrder(ordinals, norms, rows), file, "its rows are out of order");
        float[] steps = floats(source, layout.steps(), blocks);
        float[] losses = floats(source, layout.losses(), blocks);
        check(arePositive(steps), file, "a step is not positive");
        return new ExactStore(rows, dims, ordinals, norms, steps, losses, codes(source, layout.codes(), blocks, dims));
    }

    private static byte[][] codes(MemorySegment source, long offset, int blocks, int dims) {
        byte[][] codes = ExactStore.newCodes(blocks, dims);
        long at = offset;
        for (byte[] chunk : codes) {
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, chunk, 0, chunk.length);
            at += chunk.length;
        }
        return codes;
    }

    private static void checkHeader(MemorySegment source, Path file, FactorMatrix items) {
        check(source.byteSize() >= HEADER_BYTES && source.get(LONG, 0) == MAGIC, file, "it has another format");
        int[] header = source.asSlice(Long.BYTES, 5 * Integer.BYTES).toArray(INT);
        if (header[0] != VERSION) {
            throw new CandorException(
                    header[0] > VERSION ? ErrorCode.BUNDLE_TOO_NEW : ErrorCode.BUNDLE_TOO_OLD,
                    NAME + " has version " + header[0] + ", this program reads " + VERSION);
        }
        check(
                header[1] == items.rows() && header[2] == items.dims(),
                file,
                "it is of " + header[1] + " × " + header[2] + " factors, the model has " + items.rows() + " × "
                        + items.dims());
        check(header[3] == CodeKernels.ROWS, file, "its header is wrong");
        check(header[4] == FactorChecksum.of(items), file, "it was made of other factors");
    }

    private static float[] floats(MemorySegment source, long offset, int count) {
        return source.asSlice(offset, (long) count * Float.BYTES).toArray(ExactStore.FLOAT);
    }

    private static boolean arePositive(float[] steps) {
        for (float step : steps) {
            if (!(step > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrder(int[] ordinals, float[] norms, int rows) {
        Bits seen = new Bits(rows);
        for (int p = 0; p < rows; p++) {
            int ordinal = ordinals[p];
            if (ordinal < 0 || ordinal >= rows || seen.get(ordinal) || (p > 0 && !(norms[p] <= norms[p - 1]))) {
                return false;
            }
            seen.set(ordinal);
        }
        for (int p = rows; p < ordinals.length; p++) {
            if (ordinals[p] != -1) {
                return false;
            }
        }
        return true;
    }

    private static void check(boolean holds, Path file, String otherwise) {
        if (!holds) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, file.getFileName() + " cannot be used: " + otherwise);
        }
    }
}

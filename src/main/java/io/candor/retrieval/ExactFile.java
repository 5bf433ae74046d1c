package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bits;
import io.candor.math.BlockKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.Rotation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code index.exact}: an {@link ExactStore} in a file that is mapped, not read.
 *
 * <pre>
 *   0  magic "CNDXEXA1"            8 bytes
 *   8  format version              int32
 *  12  rows, dims, cut, block rows 4 × int32
 *  28  CRC-32C of the item factors int32
 *  64  axes      dims × dims   float32 ┐
 *      ordinals  padded        int32   │ each begins at
 *      norms     padded        float32 │ a multiple of 64
 *      rests     padded        float32 │
 *      blocks    padded × dims float32 ┘
 * </pre>
 *
 * Everything is little-endian; padded is rows rounded up to whole blocks. The checksum of the file itself is in the
 * manifest; the one in here ties it to the factors it was made from.
 */
final class ExactFile {
    static final String NAME = "index.exact";

    private static final int VERSION = 1;
    private static final long MAGIC = 0x3141584558444e43L;
    private static final int HEADER_BYTES = 64;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExactFile() {}

    /** Where each section begins, in bytes. */
    private record Layout(long axes, long ordinals, long norms, long rests, long blocks, long end) {
        static Layout of(int rows, int dims) {
            long column = (long) ExactStore.padded(rows) * Float.BYTES;
            long axes = HEADER_BYTES;
            long ordinals = aligned(axes + (long) dims * dims * Float.BYTES);
            long norms = aligned(ordinals + column);
            long rests = aligned(norms + column);
            long blocks = aligned(rests + column);
            return new Layout(axes, ordinals, norms, rests, blocks, blocks + column * dims);
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
            int[] header = {
                VERSION, store.rows(), store.dims(), store.cut(), BlockKernels.ROWS, FactorChecksum.of(items)
            };
            MemorySegment.copy(header, 0, target, INT, 8, header.length);
            float[] axes = store.rotation().axes();
            MemorySegment.copy(axes, 0, target, ExactStore.FLOAT, layout.axes(), axes.length);
            MemorySegment.copy(store.ordinals(), 0, target, INT, layout.ordinals(), store.ordinals().length);
            MemorySegment.copy(store.norms(), 0, target, ExactStore.FLOAT, layout.norms(), store.norms().length);
            MemorySegment.copy(
                    store.rests(), 0, target, layout.rests(), store.rests().byteSize());
            MemorySegment.copy(
                    store.blocks(), 0, target, layout.blocks(), store.blocks().byteSize());
            target.force();
        }
    }

    /**
     * Maps the store of {@code items}.
     *
     * @param arena owns the mapping
     * @throws CandorException BUNDLE_CORRUPT when the file is not one that {@link #write} made of these items,
     *     BUNDLE_TOO_NEW when a later version wrote it
     */
    static ExactStore map(Path file, FactorMatrix items, Arena arena) throws IOException {
        MemorySegment source;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            source = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
        check(source.byteSize() >= HEADER_BYTES && source.get(LONG, 0) == MAGIC, file, "it has another format");
        int[] header = source.asSlice(8, 24).toArray(INT);
        if (header[0] > VERSION) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW,
                    NAME + " has version " + header[0] + ", this program reads up to " + VERSION);
        }
        int rows = items.rows();
        int dims = items.dims();
        check(
                header[1] == rows && header[2] == dims,
                file,
                "it is of " + header[1] + " × " + header[2] + " factors, the model has " + rows + " × " + dims);
        int cut = header[3];
        check(cut >= 0 && cut < dims && cut % 4 == 0 && header[4] == BlockKernels.ROWS, file, "its header is wrong");
        check(header[5] == FactorChecksum.of(items), file, "it was made of other factors");
        Layout layout = Layout.of(rows, dims);
        check(source.byteSize() == layout.end(), file, "it has " + source.byteSize() + " bytes, not " + layout.end());
        int padded = ExactStore.padded(rows);
        long column = (long) padded * Float.BYTES;
        int[] ordinals = source.asSlice(layout.ordinals(), column).toArray(INT);
        float[] norms = source.asSlice(layout.norms(), column).toArray(ExactStore.FLOAT);
        check(isOrder(ordinals, norms, rows), file, "its rows are out of order");
        return new ExactStore(
                rows,
                cut,
                Rotation.ofAxes(axes(source, layout, dims), dims),
                ordinals,
                norms,
                source.asSlice(layout.rests(), column),
                source.asSlice(layout.blocks(), column * dims));
    }

    private static float[] axes(MemorySegment source, Layout layout, int dims) {
        return source.asSlice(layout.axes(), (long) dims * dims * Float.BYTES).toArray(ExactStore.FLOAT);
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

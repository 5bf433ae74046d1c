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
 *      radii     blocks            float32 │
 *      steps of centres, a 16th of blocks  │
 *      codes     blocks            bytes, see CodeKernels
 *      codes of centres            bytes   ┘
 * </pre>
 *
 * Everything is little-endian. The checksum of the file itself is in the
 * manifest; the one in here ties it to the factors it was made from.
 */
final class ExactFile {
    static final String NAME = "index.exact";

    private static final int VERSION = 3;
    private static final long MAGIC = 0x3141584558444e43L;
    private static final int HEADER_BYTES = 64;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExactFile() {}

    /** Where each section begins, in bytes. */
    private record Layout(
            long ordinals,
            long norms,
            long steps,
            long losses,
            long radii,
            long centreSteps,
            long codes,
            long centreCodes,
            long end) {
        static Layout of(int rows, int dims) {
            int blocks = CodedBlocks.blocks(rows);
            long groups = CodedBlocks.blocks(blocks);
            long column = (long) blocks * CodeKernels.ROWS * Float.BYTES;
            long ordinals = HEADER_BYTES;
            long norms = aligned(ordinals + column);
            long steps = aligned(norms + column);
            long losses = aligned(steps + (long) blocks * Float.BYTES);
            long radii = aligned(losses + (long) blocks * Float.BYTES);
            long centreSteps = aligned(radii + (long) blocks * Float.BYTES);
            long codes = aligned(centreSteps + groups * Float.BYTES);
            long centreCodes = aligned(codes + CodedBlocks.bytes(rows, dims));
            long end = centreCodes + CodedBlocks.bytes(blocks, dims);
            return new Layout(ordinals, norms, steps, losses, radii, centreSteps, codes, centreCodes, end);
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
            put(store.coded().steps(), target, layout.steps());
            put(store.losses(), target, layout.losses());
            put(store.centres().radii(), target, layout.radii());
            put(store.centres().coded().steps(), target, layout.centreSteps());
            put(store.coded().chunks(), target, layout.codes());
            put(store.centres().coded().chunks(), target, layout.centreCodes());
            target.force();
        }
    }

    private static void put(float[] values, MemorySegment target, long offset) {
        MemorySegment.copy(values, 0, target, ExactStore.FLOAT, offset, values.length);
    }

    private static void put(byte[][] codes, MemorySegment target, long offset) {
        long at = offset;
        for (byte[] chunk : codes) {
            MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, at, chunk.length);
            at += chunk.length;
        }
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
        int blocks = CodedBlocks.blocks(rows);
        int padded = blocks * CodeKernels.ROWS;
        int[] ordinals =
                source.asSlice(layout.ordinals(), (long) padded * Integer.BYTES).toArray(INT);
        check(isOrder(ordinals, rows), file, "its rows are out of order");
        float[] norms = floats(source, layout.norms(), padded);
        float[] losses = floats(source, layout.losses(), blocks);
        float[] radii = floats(source, layout.radii(), blocks);
        check(areNorms(norms) && areNorms(losses) && areNorms(radii), file, "a norm is below 0 or no number");
        CodedBlocks coded = CodedBlocks.of(rows, dims);
        read(source, layout.steps(), layout.codes(), coded, file);
        CodedBlocks centres = CodedBlocks.of(blocks, dims);
        read(source, layout.centreSteps(), layout.centreCodes(), centres, file);
        return new ExactStore(rows, ordinals, norms, coded, losses, new BlockCentres(centres, radii));
    }

    private static void read(MemorySegment source, long steps, long codes, CodedBlocks into, Path file) {
        MemorySegment.copy(source, ExactStore.FLOAT, steps, into.steps(), 0, into.blocks());
        check(arePositive(into.steps()), file, "a step is not positive");
        long at = codes;
        for (byte[] chunk : into.chunks()) {
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, chunk, 0, chunk.length);
            at += chunk.length;
        }
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

    private static boolean areNorms(float[] norms) {
        for (float norm : norms) {
            if (!(norm >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrder(int[] ordinals, int rows) {
        Bits seen = new Bits(rows);
        for (int p = 0; p < rows; p++) {
            int ordinal = ordinals[p];
            if (ordinal < 0 || ordinal >= rows || seen.get(ordinal)) {
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

package io.candor.training;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file with the state of learning after a pass. It is whole or as it was before, whenever the process is killed: written
 * beside its place, forced, and moved there. Little-endian:
 *
 * <pre>
 * "CNCK" | version 1 | epoch | best epoch | loss (f64) | best score (f64) | number of arrays | their lengths
 * the arrays (f32) | CRC-32C of everything before
 * </pre>
 *
 * <p>Its name is a fingerprint of what is learnt from what, so that the state of other data or parameters is not met.
 */
public final class Checkpoint {
    private static final int MAGIC = 0x4b434e43;
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 4 * Integer.BYTES + 2 * Double.BYTES + Integer.BYTES;

    private final Path file;

    /**
     * Creates one.
     *
     * @param directory is made when it is not there
     * @param stage tells several runs of one training apart
     * @param dataDigest of what is learnt from
     */
    public Checkpoint(Path directory, Trainer trainer, String stage, String dataDigest) {
        String what = trainer.algorithm() + trainer.hyperparameters() + stage + dataDigest;
        this.file = directory.resolve(fingerprint(what) + ".checkpoint");
    }

    private static String fingerprint(String what) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes a state; throws DATA_DIRECTORY_UNUSABLE when it cannot be written. */
    void save(TrainingState state, List<float[]> arrays) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                CRC32C crc = new CRC32C();
                write(channel, header(state, arrays), crc);
                for (float[] array : arrays) {
                    writeArray(channel, array, crc);
                }
                ByteBuffer end =
                        little(Integer.BYTES).putInt((int) crc.getValue()).flip();
                write(channel, end, new CRC32C());
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the state that was written last, into the arrays.
     *
     * @param mostEpochs passes; a state after more of them is of no use
     * @return empty, and nothing changed, when there is none, it is damaged or of no use: then learning begins anew
     */
    Optional<TrainingState> load(List<float[]> arrays, int mostEpochs) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long floats = arrays.stream().mapToLong(array -> array.length).sum();
            long expected = FIXED_BYTES + (long) Integer.BYTES * (arrays.size() + 1) + Float.BYTES * floats;
            if (channel.size() != expected || !isWhole(channel, expected)) {
                return Optional.empty();
            }
            channel.position(0);
            return decode(channel, arrays, mostEpochs);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Removes the file, when learning has ended well. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, file + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static Optional<TrainingState> decode(FileChannel channel, List<float[]> arrays, int mostEpochs)
            throws IOException {
        ByteBuffer header = read(channel, FIXED_BYTES + Integer.BYTES * arrays.size());
        if (header.getInt() != MAGIC || header.getInt() != VERSION) {
            return Optional.empty();
        }
        int epoch = header.getInt();
        int bestEpoch = header.getInt();
        TrainingState state = new TrainingState(epoch, header.getDouble(), bestEpoch, header.getDouble());
        if (epoch > mostEpochs || header.getInt() != arrays.size()) {
            return Optional.empty();
        }
        for (float[] array : arrays) {
            if (header.getInt() != array.length) {
                return Optional.empty();
            }
        }
        for (float[] array : arrays) {
            readArray(channel, array);
        }
        return Optional.of(state);
    }

    private static ByteBuffer header(TrainingState state, List<float[]> arrays) {
        ByteBuffer header = little(FIXED_BYTES + Integer.BYTES * arrays.size())
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(state.epoch())
                .putInt(state.bestEpoch())
                .putDouble(state.loss())
                .putDouble(state.bestScore())
                .putInt(arrays.size());
        arrays.forEach(array -> header.putInt(array.length));
        return header.flip();
    }

    private static final int PIECE = 1 << 16;

    private static void writeArray(FileChannel channel, float[] array, CRC32C crc) throws IOException {
        ByteBuffer piece = little(PIECE * Float.BYTES);
        for (int from = 0; from < array.length; from += PIECE) {
            int length = Math.min(PIECE, array.length - from);
            piece.clear();
            piece.asFloatBuffer().put(array, from, length);
            piece.limit(length * Float.BYTES);
            write(channel, piece, crc);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, CRC32C crc) throws IOException {
        crc.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void readArray(FileChannel channel, float[] array) throws IOException {
        for (int from = 0; from < array.length; from += PIECE) {
            int length = Math.min(PIECE, array.length - from);
            read(channel, length * Float.BYTES).asFloatBuffer().get(array, from, length);
        }
    }

    private static boolean isWhole(FileChannel channel, long bytes) throws IOException {
        CRC32C crc = new CRC32C();
        for (long left = bytes - Integer.BYTES; left > 0; ) {
            ByteBuffer piece = read(channel, (int) Math.min(left, PIECE));
            left -= piece.remaining();
            crc.update(piece);
        }
        return read(channel, Integer.BYTES).getInt() == (int) crc.getValue();
    }

    private static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = little(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it ends early");
            }
        }
        return buffer.flip();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

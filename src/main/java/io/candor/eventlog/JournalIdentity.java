package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The file that keeps a journal's id, and the reading of headers. */
final class JournalIdentity {
    private static final String NAME = "journal.id";
    private static final String STAGED = "journal.id.new";

    private JournalIdentity() {}

    /** Returns the id that was kept, nothing when there is none or it is damaged. */
    static Optional<UUID> read(JournalFiles files, Path directory) throws IOException {
        if (!files.names(directory).contains(NAME)) {
            return Optional.empty();
        }
        return header(files, directory.resolve(NAME)).map(SegmentHeader::id);
    }

    /** Keeps an id, durably. */
    static void write(JournalFiles files, Path directory, UUID id) throws IOException {
        Path staged = directory.resolve(STAGED);
        try (JournalFile file = files.create(staged)) {
            file.write(new SegmentHeader(id, 0, 0).encode(), 0);
            file.force();
        }
        files.move(staged, directory.resolve(NAME));
        files.forceDirectory(directory);
    }

    /** Returns a random id. */
    static UUID random(RandomGenerator random) {
        long version4 = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variant2 = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(version4, variant2);
    }

    /** Returns the header at the beginning of a file, nothing when it is damaged. */
    static Optional<SegmentHeader> header(JournalFiles files, Path path) throws IOException {
        try (JournalFile file = files.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, bytes.position()) < 0) {
                    throw new EOFException();
                }
            }
            return SegmentHeader.decode(bytes.array());
        } catch (EOFException e) {
            return Optional.empty();
        }
    }
}

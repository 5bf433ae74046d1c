package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Begins segments, and takes up the last one again after a start. Belongs to one thread. */
final class SegmentRoll {
    private static final Logger LOG = LogManager.getLogger(SegmentRoll.class);
    private static final int MIN_BUFFER = 1 << 20;

    private final JournalFiles files;
    private final Path directory;
    private final UUID id;
    private final Segments segments;
    private final SpareSegments spares;
    private final ByteBuffer buffer;

    SegmentRoll(
            JournalFiles files,
            Path directory,
            UUID id,
            Segments segments,
            SpareSegments spares,
            EventLogConfig config) {
        this.files = files;
        this.directory = directory;
        this.id = id;
        this.segments = segments;
        this.spares = spares;
        int longest = (int) Frame.bytes(config.maxRecord().bytes());
        this.buffer = ByteBuffer.allocateDirect(Math.max(MIN_BUFFER, longest)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Begins a segment from the spare one; durable with its header and name when this returns.
     *
     * @param wanted the first sequence number, or the next one when a segment is named after this one already
     */
    ActiveSegment begin(long wanted) throws IOException {
        boolean taken = !segments.kept().isEmpty() && segments.kept().getLast().first() >= wanted;
        long first = taken ? segments.kept().getLast().first() + 1 : wanted;
        Segment segment = Segment.empty(directory, id, first);
        JournalFile file = spares.take();
        long size;
        try {
            file.write(new SegmentHeader(id, first, segments.durable()).encode(), 0);
            file.force();
            files.move(directory.resolve(SpareSegments.NAME), segment.file());
            files.forceDirectory(directory);
            size = file.size();
        } catch (IOException e) {
            abandon(file, segment);
            throw e;
        }
        segments.add(segment);
        spares.prepare();
        return new ActiveSegment(segment, file, size, buffer);
    }

    /** Opens the last kept segment to write on behind its end. */
    ActiveSegment resume(Segment last) throws IOException {
        JournalFile file = files.open(last.file());
        spares.prepare();
        return new ActiveSegment(last, file, file.size(), buffer);
    }

    /** Prepares a spare segment again if the last attempt failed. */
    void prepareAgain() {
        if (spares.failed()) {
            spares.prepare();
        }
    }

    void discardSpare() throws IOException {
        spares.discard();
    }

    private void abandon(JournalFile file, Segment segment) {
        try {
            file.close();
            files.delete(directory.resolve(SpareSegments.NAME));
            files.delete(segment.file());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", segment.file(), e.toString());
        }
    }
}

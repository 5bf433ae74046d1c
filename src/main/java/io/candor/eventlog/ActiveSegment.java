package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that is written. Frames are gathered in a buffer, go to the file when that is full, and are durable after
 * {@link #commit}. Belongs to the committer's thread.
 */
final class ActiveSegment {
    private final Segment segment;
    private final JournalFile file;
    private final int capacity;
    private final ByteBuffer buffer;
    private final Frame frames;
    private int position;
    private long nextSequence;

    /**
     * @param capacity bytes of the file that are allocated
     * @param buffer empty, little-endian, with room for the longest frame
     */
    ActiveSegment(Segment segment, JournalFile file, long capacity, ByteBuffer buffer) {
        this.segment = segment;
        this.file = file;
        this.capacity = (int) capacity;
        this.buffer = buffer.clear();
        this.frames = new Frame(segment.seed());
        Segment.Extent extent = segment.extent();
        this.position = extent.end();
        this.nextSequence = extent.last() + 1;
    }

    boolean hasRoom(long bytes) {
        return position + bytes <= capacity;
    }

    /** Returns the number the next record gets. */
    long nextSequence() {
        return nextSequence;
    }

    /** Writes the records of an append; returns the number of the first. */
    long put(Submission submission) throws IOException {
        long first = nextSequence;
        for (LogRecord logRecord : submission.records()) {
            int bytes = (int) logRecord.storedBytes();
            if (buffer.remaining() < bytes) {
                flush();
            }
            frames.put(buffer, position, nextSequence, logRecord);
            position += bytes;
            nextSequence++;
        }
        return first;
    }

    /** Makes everything that was put durable. */
    void commit() throws IOException {
        flush();
        file.force();
        segment.extend(new Segment.Extent(position, nextSequence - 1));
    }

    private void flush() throws IOException {
        int bytes = buffer.position();
        file.write(buffer.flip(), (long) position - bytes);
        buffer.clear();
    }

    /** Cuts off what is not durable, and closes. */
    void cut() throws IOException {
        try (file) {
            file.truncate(segment.extent().end());
            file.force();
        }
    }

    void close() throws IOException {
        file.close();
    }
}

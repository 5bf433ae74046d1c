package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Goes through the frames of a part of a segment, and over what is damaged. A frame counts when its header is valid, it ends inside
 * the part, and its number is one that can stand there: numbers rise by one a frame, so that no more can be missing
 * than frames have room in what was stepped over. Not thread-safe.
 */
final class FrameScanner {
    private static final int WINDOW = 1 << 18;

    private final JournalFile file;
    private final Frame frames;
    private final int end;

    private ByteBuffer window = ByteBuffer.allocate(0);
    private int windowAt;

    private long expected;
    private int next;
    private int dirtyEnd;

    private int offset;
    private int length;
    private int kind;
    private long sequence;
    private int payloadCrc;
    private int skippedFrom;
    private long missing;

    /**
     * @param from offset of a frame
     * @param end offset after the last byte to look at
     * @param expected sequence number of the frame at {@code from}
     */
    FrameScanner(JournalFile file, int seed, int from, int end, long expected) {
        this.file = file;
        this.frames = new Frame(seed);
        this.end = end;
        this.next = from;
        this.dirtyEnd = from;
        this.expected = expected;
    }

    /** Goes to the next frame with a valid header; false when there is none. */
    boolean next() throws IOException {
        int slots = 0;
        for (int at = next; at + Frame.HEADER <= end; at += Frame.ALIGN, slots++) {
            load(at, Frame.HEADER);
            if (isFrame(at, slots)) {
                accept(at, slots);
                return true;
            }
            if (!isZero(at)) {
                dirtyEnd = at + Frame.ALIGN;
            }
        }
        return false;
    }

    private boolean isFrame(int at, int slotsSkipped) {
        int index = at - windowAt;
        if (!frames.isHeader(window, index, at) || at + Frame.bytes(Frame.length(window, index)) > end) {
            return false;
        }
        long ahead = Frame.sequence(window, index) - expected;
        return ahead >= 0 && ahead <= slotsSkipped;
    }

    private void accept(int at, int slotsSkipped) {
        int index = at - windowAt;
        skippedFrom = slotsSkipped == 0 ? -1 : next;
        offset = at;
        length = Frame.length(window, index);
        kind = Frame.kind(window, index);
        sequence = Frame.sequence(window, index);
        payloadCrc = Frame.payloadCrc(window, index);
        missing = sequence - expected;
        expected = sequence + 1;
        next = at + (int) Frame.bytes(length);
        dirtyEnd = next;
    }

    private boolean isZero(int at) {
        int index = at - windowAt;
        return (window.getLong(index)
                        | window.getLong(index + 8)
                        | window.getLong(index + 16)
                        | window.getLong(index + 24))
                == 0;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    int kind() {
        return kind;
    }

    boolean erased() {
        return kind == Frame.ERASED;
    }

    long sequence() {
        return sequence;
    }

    /** Returns where the damage before the current frame begins, −1 when the frame follows the one before it. */
    int skippedFrom() {
        return skippedFrom;
    }

    /** Returns how many records are missing before the current frame. */
    long missing() {
        return missing;
    }

    /** Returns the offset after the last frame. */
    int tail() {
        return next;
    }

    /** Returns the offset after the last byte behind the last frame that is not 0; {@link #tail} when all are. */
    int dirtyEnd() {
        return dirtyEnd;
    }

    /** Says whether the payload of the current frame is what was written. */
    boolean intact() throws IOException {
        load(offset, Frame.HEADER + length);
        return frames.crcOf(window.array(), offset - windowAt + Frame.HEADER, length) == payloadCrc;
    }

    /** Returns a copy of the payload of the current frame, which must be {@link #intact}. */
    byte[] payload() throws IOException {
        load(offset, Frame.HEADER + length);
        byte[] bytes = new byte[length];
        window.get(offset - windowAt + Frame.HEADER, bytes);
        return bytes;
    }

    private void load(int at, int bytes) throws IOException {
        if (at >= windowAt && at + bytes <= windowAt + window.limit()) {
            return;
        }
        int wanted = Math.min(Math.max(bytes, WINDOW), end - at);
        if (window.capacity() < wanted) {
            window = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
        }
        windowAt = at;
        window.clear().limit(wanted);
        while (window.hasRemaining()) {
            if (file.read(window, at + (long) window.position()) < 0) {
                throw new EOFException("the file ends before " + end);
            }
        }
        window.rewind();
    }
}

package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of one segment to be blanked, in two durable steps: first the headers say that the records are erased, then the
 * payloads become zeros. After a crash between them the headers tell which payloads are still to be zeroed. Not thread-safe.
 */
final class Blanks {
    private static final int CHUNK = 1 << 16;

    private final List<Place> fresh = new ArrayList<>();
    private final List<Place> unfinished = new ArrayList<>();

    private record Place(int offset, int length, long sequence) {}

    /** Adds the scanner's current frame. */
    void erase(FrameScanner scanner) {
        fresh.add(new Place(scanner.offset(), scanner.length(), scanner.sequence()));
    }

    /** Adds the scanner's current frame if an earlier erasure of it was cut short. */
    void finishIfBegun(FrameScanner scanner) throws IOException {
        if (scanner.erased() && !scanner.intact()) {
            unfinished.add(new Place(scanner.offset(), scanner.length(), scanner.sequence()));
        }
    }

    boolean isEmpty() {
        return fresh.isEmpty() && unfinished.isEmpty();
    }

    /** Blanks what was added, durably; returns how many records were erased that were not before. */
    int write(JournalFile file, int seed) throws IOException {
        if (!fresh.isEmpty()) {
            writeHeaders(file, seed);
            file.force();
        }
        for (Place place : fresh) {
            writeZeros(file, place);
        }
        for (Place place : unfinished) {
            writeZeros(file, place);
        }
        if (!isEmpty()) {
            file.force();
        }
        return fresh.size();
    }

    private void writeHeaders(JournalFile file, int seed) throws IOException {
        Frame frames = new Frame(seed);
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        for (Place place : fresh) {
            int zeros = frames.crcOf(new byte[place.length], 0, place.length);
            header.clear();
            frames.putHeader(header, place.offset, place.sequence, Frame.ERASED, place.length, zeros);
            file.write(header.flip(), place.offset);
        }
    }

    private static void writeZeros(JournalFile file, Place place) throws IOException {
        for (int done = 0; done < place.length; done += CHUNK) {
            int bytes = Math.min(CHUNK, place.length - done);
            file.write(ByteBuffer.allocate(bytes), (long) place.offset + Frame.HEADER + done);
        }
    }
}

package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * Reads durable records in order. Remembers where the last read ended, so that reading on does not search. Thread-safe;
 * several readers may work at a time, of which the last one's place is remembered.
 */
final class LogReader {
    private final JournalFiles files;
    private final Segments segments;
    private final DamageLedger damage;
    private final Lock reading;
    private volatile Place remembered = new Place(-1, -1, 0);

    /** Where the frame after a sequence number lies. */
    private record Place(long after, long segment, int offset) {}

    LogReader(JournalFiles files, Segments segments, DamageLedger damage, Lock reading) {
        this.files = files;
        this.segments = segments;
        this.damage = damage;
        this.reading = reading;
    }

    Batch read(long after, int maxRecords, int maxBytes) throws IOException {
        Reading batch = new Reading(after, maxRecords, maxBytes);
        for (Segment segment : segments.kept()) {
            if (segment.last() > batch.through && !readIn(segment, batch)) {
                break;
            }
        }
        return new Batch(batch.records, batch.through);
    }

    private boolean readIn(Segment segment, Reading batch) throws IOException {
        reading.lock();
        try (JournalFile file = files.open(segment.file())) {
            return readIn(segment, file, batch);
        } catch (NoSuchFileException e) {
            // Released meanwhile.
            batch.through = segment.last();
            return true;
        } finally {
            reading.unlock();
        }
    }

    /** Returns false when the batch is full. */
    private boolean readIn(Segment segment, JournalFile file, Reading batch) throws IOException {
        Segment.Extent extent = segment.extent();
        batch.through = Math.max(batch.through, segment.first() - 1);
        Place place = remembered;
        boolean known = place.after == batch.through && place.segment == segment.first();
        FrameScanner scanner = new FrameScanner(
                file,
                segment.seed(),
                known ? place.offset : SegmentHeader.BYTES,
                extent.end(),
                known ? place.after + 1 : segment.first());
        String name = segment.file().getFileName().toString();
        while (scanner.next()) {
            if (scanner.sequence() <= batch.through) {
                continue;
            }
            boolean sound = damage.sound(name, scanner);
            batch.through = scanner.sequence() - 1;
            if (sound && !scanner.erased()) {
                if (!batch.hasRoom(scanner.length())) {
                    remembered = new Place(batch.through, segment.first(), scanner.offset());
                    return false;
                }
                batch.add(new StoredRecord(scanner.sequence(), scanner.kind(), scanner.payload()));
            }
            batch.through = scanner.sequence();
        }
        if (batch.through < extent.last()) {
            damage.found(name, scanner.tail(), extent.last() - batch.through, "no valid frame up to the end");
            batch.through = extent.last();
        }
        remembered = new Place(batch.through, segment.first(), extent.end());
        return true;
    }

    private static final class Reading {
        private final List<StoredRecord> records = new ArrayList<>();
        private final int maxRecords;
        private long bytesLeft;
        private long through;

        Reading(long after, int maxRecords, int maxBytes) {
            this.through = after;
            this.maxRecords = maxRecords;
            this.bytesLeft = maxBytes;
        }

        boolean hasRoom(int length) {
            return records.isEmpty() || (records.size() < maxRecords && length <= bytesLeft);
        }

        void add(StoredRecord stored) {
            records.add(stored);
            bytesLeft -= stored.payload().length;
        }
    }
}

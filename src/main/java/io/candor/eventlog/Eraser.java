package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Blanks records in kept segments. Readers are kept out only while bytes change. Thread-safe: one erasure at a time. */
final class Eraser {
    private static final Logger LOG = LogManager.getLogger(Eraser.class);

    private final JournalFiles files;
    private final Segments segments;
    private final DamageLedger damage;
    private final Lock changing;

    /** @param changing held while records are overwritten; readers hold its counterpart */
    Eraser(JournalFiles files, Segments segments, DamageLedger damage, Lock changing) {
        this.files = files;
        this.segments = segments;
        this.damage = damage;
        this.changing = changing;
    }

    synchronized int erase(Predicate<StoredRecord> wanted) throws IOException {
        int erased = 0;
        for (Segment segment : segments.kept()) {
            try (JournalFile file = files.open(segment.file())) {
                erased += eraseIn(segment, file, wanted);
            } catch (NoSuchFileException e) {
                LOG.debug("a segment was released while records were erased", e);
            }
        }
        return erased;
    }

    private int eraseIn(Segment segment, JournalFile file, Predicate<StoredRecord> wanted) throws IOException {
        Blanks blanks = new Blanks();
        FrameScanner scanner = new FrameScanner(
                file, segment.seed(), SegmentHeader.BYTES, segment.extent().end(), segment.first());
        String name = segment.file().getFileName().toString();
        while (scanner.next()) {
            if (scanner.erased()) {
                blanks.finishIfBegun(scanner);
            } else if (damage.sound(name, scanner)
                    && wanted.test(new StoredRecord(scanner.sequence(), scanner.kind(), scanner.payload()))) {
                blanks.erase(scanner);
            }
        }
        if (blanks.isEmpty()) {
            return 0;
        }
        changing.lock();
        try {
            return blanks.write(file, segment.seed());
        } finally {
            changing.unlock();
        }
    }
}

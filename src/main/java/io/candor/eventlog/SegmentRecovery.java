package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Verifies one segment; used once. See {@link Recovery}. */
final class SegmentRecovery {
    private static final Logger LOG = LogManager.getLogger(SegmentRecovery.class);

    private final JournalFiles files;
    private final Path directory;
    private final DamageLedger damage;
    private final long limit;
    private final boolean isLast;

    private final Blanks blanks = new Blanks();
    /** Damage after the last sound record, of which it is not yet known whether more sound ones follow. */
    private final List<Damage> pending = new ArrayList<>();

    private String name = "";
    private int ghostsFrom = -1;
    private int soundEnd = SegmentHeader.BYTES;
    private long soundLast;
    private int end = SegmentHeader.BYTES;
    private long last;
    private int dirtyEnd;
    private boolean torn;

    private record Damage(int offset, long lost, String what) {}

    /**
     * @param limit the number that was durable when the next segment was begun; higher ones were refused
     * @param isLast whether no segment follows
     */
    SegmentRecovery(JournalFiles files, Path directory, DamageLedger damage, long limit, boolean isLast) {
        this.files = files;
        this.directory = directory;
        this.damage = damage;
        this.limit = limit;
        this.isLast = isLast;
    }

    Segment recover(UUID id, long first) throws IOException {
        name = Segment.name(first);
        int seed = SegmentHeader.seed(id, first);
        soundLast = first - 1;
        last = first - 1;
        try (JournalFile file = files.open(directory.resolve(name))) {
            int size = (int) Math.max(SegmentHeader.BYTES, file.size() & -Frame.ALIGN);
            scan(new FrameScanner(file, seed, SegmentHeader.BYTES, size, first));
            blanks.write(file, seed);
            if (ghostsFrom >= 0) {
                LOG.warn(
                        "journal {} holds records from offset {} that were refused; they are cut off",
                        name,
                        ghostsFrom);
                file.truncate(ghostsFrom);
            }
            if (isLast || ghostsFrom >= 0) {
                file.force();
            }
        }
        return new Segment(directory, id, first, isLast ? withoutTornTail() : withReportedTail());
    }

    private void scan(FrameScanner scanner) throws IOException {
        while (scanner.next()) {
            if (scanner.sequence() > limit) {
                ghostsFrom = scanner.offset();
                break;
            }
            if (scanner.skippedFrom() >= 0) {
                pending.add(new Damage(scanner.skippedFrom(), scanner.missing(), "no valid frame"));
            }
            blanks.finishIfBegun(scanner);
            if (scanner.erased() || scanner.intact()) {
                soundEnd = scanner.tail();
                soundLast = scanner.sequence();
                pending.forEach(found -> damage.found(name, found.offset, found.lost, found.what));
                pending.clear();
            } else {
                pending.add(new Damage(scanner.offset(), 1, "the checksum of a payload differs"));
            }
            end = scanner.tail();
            last = scanner.sequence();
        }
        dirtyEnd = Math.max(scanner.dirtyEnd(), end);
    }

    private Segment.Extent withoutTornTail() {
        torn = dirtyEnd > soundEnd;
        if (torn) {
            LOG.warn(
                    "journal {} ends in {} bytes from offset {} that are no valid records; they are cut off",
                    name,
                    dirtyEnd - soundEnd,
                    soundEnd);
        }
        return new Segment.Extent(soundEnd, soundLast);
    }

    private Segment.Extent withReportedTail() {
        pending.forEach(found -> damage.found(name, found.offset, found.lost, found.what));
        if (last < limit) {
            damage.found(name, end, limit - last, "records up to " + limit + " are missing");
        }
        return new Segment.Extent(end, last);
    }

    /** Says whether the segment ends in a torn tail, which is still there. */
    boolean torn() {
        return torn;
    }

    /** Returns a number above all that the segment can have held. */
    long nextSequence() {
        return soundLast + 1 + (dirtyEnd - soundEnd + Frame.ALIGN - 1) / Frame.ALIGN;
    }
}

package io.candor.eventlog;

import io.candor.eventlog.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** A journal's directory, locked and recovered, with a segment that is ready to be written. */
record Opening(
        Path directory,
        JournalFiles files,
        JournalLock lock,
        UUID id,
        Segments segments,
        DamageLedger damage,
        ExecutorService housekeeping,
        SegmentRoll roll,
        ActiveSegment active) {

    /** Opens a directory that is there. What was taken is given back when this throws. */
    static Opening of(Path directory, JournalFiles files, EventLogConfig config, RandomGenerator random)
            throws IOException {
        JournalLock lock = JournalLock.take(directory);
        ExecutorService housekeeping = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("candor-journal-files").daemon().factory());
        try {
            DamageLedger damage = new DamageLedger();
            Recovery.Recovered found = new Recovery(files, directory, damage).recover(random);
            Segments segments = new Segments(found.segments());
            SpareSegments spares = new SpareSegments(files, directory, config, housekeeping);
            SegmentRoll roll = new SegmentRoll(files, directory, found.id(), segments, spares, config);
            ActiveSegment active = activate(files, roll, found);
            return new Opening(directory, files, lock, found.id(), segments, damage, housekeeping, roll, active);
        } catch (IOException | RuntimeException e) {
            housekeeping.close();
            lock.close();
            throw e;
        }
    }

    private static ActiveSegment activate(JournalFiles files, SegmentRoll roll, Recovery.Recovered found)
            throws IOException {
        if (found.segments().isEmpty()) {
            return roll.begin(found.nextSequence());
        }
        Segment last = found.segments().getLast();
        if (!found.torn()) {
            return roll.resume(last);
        }
        ActiveSegment active = roll.begin(found.nextSequence());
        try (JournalFile file = files.open(last.file())) {
            file.truncate(last.extent().end());
            file.force();
            return active;
        } catch (IOException e) {
            active.close();
            roll.discardSpare();
            throw e;
        }
    }
}

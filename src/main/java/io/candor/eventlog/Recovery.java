package io.candor.eventlog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a start finds in the directory. Every frame is verified. Damage between valid records, and records that are missing
 * between segments, are reported and stay as they are. What follows the last valid record of the last segment is a torn tail: it
 * was never acknowledged, unless the disk lost it, and is cut; since a reader may have seen numbers in it, the log goes on
 * above all that could have been there.
 */
final class Recovery {
    private static final Logger LOG = LogManager.getLogger(Recovery.class);

    private final JournalFiles files;
    private final Path directory;
    private final DamageLedger damage;

    /**
     * @param segments kept, in order
     * @param nextSequence the next number to give
     * @param torn whether the last segment ends in a torn tail, so that a new one must be begun before it is cut
     */
    record Recovered(UUID id, List<Segment> segments, long nextSequence, boolean torn) {}

    Recovery(JournalFiles files, Path directory, DamageLedger damage) {
        this.files = files;
        this.directory = directory;
        this.damage = damage;
    }

    Recovered recover(RandomGenerator random) throws IOException {
        files.delete(directory.resolve(SpareSegments.NAME));
        List<String> names =
                files.names(directory).stream().filter(Segment::isName).toList();
        List<Optional<SegmentHeader>> headers = new ArrayList<>();
        for (String name : names) {
            headers.add(JournalIdentity.header(files, directory.resolve(name)));
        }
        UUID id = identity(headers, random);
        List<Segment> segments = new ArrayList<>();
        SegmentRecovery last = null;
        for (int i = 0; i < names.size(); i++) {
            check(names.get(i), headers.get(i), id);
            boolean isLast = i == names.size() - 1;
            long limit = isLast
                    ? Long.MAX_VALUE
                    : headers.get(i + 1).map(SegmentHeader::previousLast).orElse(Segment.firstOf(names.get(i + 1)) - 1);
            last = new SegmentRecovery(files, directory, damage, limit, isLast);
            segments.add(last.recover(id, Segment.firstOf(names.get(i))));
        }
        return last == null
                ? new Recovered(id, segments, 1, false)
                : new Recovered(id, segments, last.nextSequence(), last.torn());
    }

    private UUID identity(List<Optional<SegmentHeader>> headers, RandomGenerator random) throws IOException {
        Optional<UUID> kept = JournalIdentity.read(files, directory);
        if (kept.isPresent()) {
            return kept.get();
        }
        Optional<UUID> fromSegments = headers.stream()
                .flatMap(Optional::stream)
                .map(SegmentHeader::id)
                .findFirst();
        if (fromSegments.isEmpty() && !headers.isEmpty()) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE,
                    "the journal " + directory
                            + " has lost its id: neither its id file nor a segment's header is sound");
        }
        if (fromSegments.isPresent()) {
            LOG.error("the id file of the journal {} was damaged or missing, and is made again", directory);
        }
        UUID id = fromSegments.orElseGet(() -> JournalIdentity.random(random));
        JournalIdentity.write(files, directory, id);
        return id;
    }

    private void check(String name, Optional<SegmentHeader> header, UUID id) {
        if (header.isEmpty()) {
            damage.found(name, 0, 0, "the segment's header");
            return;
        }
        if (!header.get().id().equals(id) || header.get().first() != Segment.firstOf(name)) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE,
                    directory.resolve(name) + " belongs to another journal or place, and must be moved away");
        }
    }
}

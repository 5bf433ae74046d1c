package io.candor.eventlog;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Counts and logs damage by place, each place once however often it is met. Thread-safe. */
final class DamageLedger {
    private static final Logger LOG = LogManager.getLogger(DamageLedger.class);
    private static final int MAX_PLACES = 100_000;

    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final AtomicLong records = new AtomicLong();

    /** Returns how many records were found damaged or missing. */
    long records() {
        return records.get();
    }

    /**
     * Notes damage in a file.
     *
     * @param lost how many records are lost by it, 0 or more
     */
    void found(String file, int offset, long lost, String what) {
        if (places.size() < MAX_PLACES && places.add(file + "@" + offset)) {
            records.addAndGet(lost);
            LOG.error("journal {} is damaged at offset {}: {}; {} records lost", file, offset, what, lost);
        }
    }

    /** Notes what a scanner met at its current frame; says whether the frame is sound. */
    boolean sound(String file, FrameScanner scanner) throws java.io.IOException {
        if (scanner.skippedFrom() >= 0) {
            found(file, scanner.skippedFrom(), scanner.missing(), "no valid frame");
        }
        if (scanner.erased() || scanner.intact()) {
            return true;
        }
        found(file, scanner.offset(), 1, "the checksum of a payload of " + scanner.length() + " bytes differs");
        return false;
    }
}

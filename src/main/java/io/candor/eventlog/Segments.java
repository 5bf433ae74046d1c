package io.candor.eventlog;

import java.util.ArrayList;
import java.util.List;

/** The kept segments in order. Readers see an immutable list; thread-safe. */
final class Segments {
    private volatile List<Segment> kept;

    Segments(List<Segment> kept) {
        this.kept = List.copyOf(kept);
    }

    List<Segment> kept() {
        return kept;
    }

    /** Returns the last durable sequence number, 0 when there is none. */
    long durable() {
        List<Segment> now = kept;
        return now.isEmpty() ? 0 : now.getLast().last();
    }

    synchronized void add(Segment segment) {
        List<Segment> more = new ArrayList<>(kept);
        more.add(segment);
        kept = List.copyOf(more);
    }

    synchronized void remove(Segment segment) {
        kept = kept.stream().filter(other -> other != segment).toList();
    }

    /** Returns the bytes of what lies behind a sequence number; interpolated inside the segment where the number lies. */
    long bytesAfter(long released) {
        long bytes = 0;
        for (Segment segment : kept) {
            Segment.Extent extent = segment.extent();
            long used = (long) extent.end() - SegmentHeader.BYTES;
            long records = extent.last() - segment.first() + 1;
            if (released < segment.first()) {
                bytes += used;
            } else if (released < extent.last()) {
                bytes += (long) (used * ((double) (extent.last() - released) / records));
            }
        }
        return bytes;
    }
}

package io.candor.eventlog;

import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of the journal, and how far it is durable. Thread-safe; one thread extends it. */
final class Segment {
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.log");

    private final Path file;
    private final long first;
    private final int seed;
    private volatile Extent extent;

    /**
     * How much of a segment is durable.
     *
     * @param end offset after the last durable frame
     * @param last sequence number of that frame, {@code first − 1} when there is none
     */
    record Extent(int end, long last) {}

    Segment(Path directory, UUID journal, long first, Extent extent) {
        this.file = directory.resolve(name(first));
        this.first = first;
        this.seed = SegmentHeader.seed(journal, first);
        this.extent = extent;
    }

    /** A segment without records. */
    static Segment empty(Path directory, UUID journal, long first) {
        return new Segment(directory, journal, first, new Extent(SegmentHeader.BYTES, first - 1));
    }

    static String name(long first) {
        return "%019d.log".formatted(first);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the first sequence number of a segment by its file's name. */
    static long firstOf(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a segment: " + name);
        }
        return Long.parseLong(matcher.group(1));
    }

    Path file() {
        return file;
    }

    long first() {
        return first;
    }

    int seed() {
        return seed;
    }

    Extent extent() {
        return extent;
    }

    long last() {
        return extent.last;
    }

    void extend(Extent durable) {
        extent = durable;
    }
}

package io.candor.profile;

/** Bytes that objects take on a 64-bit JVM with compressed references (heaps below 32 GB) and 12-byte headers. */
final class Layout {
    private static final int ARRAY_HEADER = 16;
    private static final int STRING = 24;

    private Layout() {}

    /** Returns bytes of an array; nothing for the empty one, which is shared. */
    static int longs(long[] values) {
        return values.length == 0 ? 0 : ARRAY_HEADER + Long.BYTES * values.length;
    }

    /** Returns bytes of an array of so many references. */
    static int references(int length) {
        return rounded(ARRAY_HEADER + Integer.BYTES * length);
    }

    /** Returns bytes of a text in one-byte characters; the others take twice that. */
    static int text(String text) {
        return STRING + rounded(ARRAY_HEADER + text.length());
    }

    private static int rounded(int bytes) {
        return (bytes + 7) & ~7;
    }
}

package io.candor.eventlog;

/**
 * One record to append: a kind and opaque bytes, the payload, in one part or several, so that records can share a part. The bytes are not
 * copied; they must not change afterwards. Immutable otherwise, and thread-safe.
 */
public final class LogRecord {
    static final int MAX_KIND = 127;

    private final int kind;
    private final byte[][] parts;
    private final int length;

    /**
     * @param kind what the payload is to those who read it, 1 to 127
     * @param parts of the payload, one after the other; retained, may be empty
     */
    public LogRecord(int kind, byte[]... parts) {
        if (kind < 1 || kind > MAX_KIND) {
            throw new IllegalArgumentException("kind must be 1 to " + MAX_KIND + ", was " + kind);
        }
        this.kind = kind;
        this.parts = parts;
        int bytes = 0;
        for (byte[] part : parts) {
            bytes = Math.addExact(bytes, part.length);
        }
        this.length = bytes;
    }

    public int kind() {
        return kind;
    }

    /** Returns how many bytes the payload has. */
    int length() {
        return length;
    }

    /** Returns the parts of the payload themselves, not a copy. */
    byte[][] parts() {
        return parts;
    }

    /** Returns how many bytes the record takes in the log. */
    public long storedBytes() {
        return Frame.bytes(length);
    }
}

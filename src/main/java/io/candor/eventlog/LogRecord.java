package io.candor.eventlog;

/**
 * One record to append: a kind and opaque bytes. The bytes are not copied; they must not change afterwards. Immutable
 * otherwise, and thread-safe.
 */
public final class LogRecord {
    static final int MAX_KIND = 127;

    private final int kind;
    private final byte[] payload;

    /**
     * @param kind what the payload is to those who read it, 1 to 127
     * @param payload retained; may be empty
     */
    public LogRecord(int kind, byte[] payload) {
        if (kind < 1 || kind > MAX_KIND) {
            throw new IllegalArgumentException("kind must be 1 to " + MAX_KIND + ", was " + kind);
        }
        this.kind = kind;
        this.payload = payload;
    }

    public int kind() {
        return kind;
    }

    /** Returns the bytes themselves, not a copy. */
    public byte[] payload() {
        return payload;
    }

    /** Returns how many bytes the record takes in the log. */
    public long storedBytes() {
        return Frame.bytes(payload.length);
    }
}

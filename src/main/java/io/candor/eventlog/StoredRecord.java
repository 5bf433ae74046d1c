package io.candor.eventlog;

/** One record as it was read. Owns its bytes; thread-safe as long as nobody changes them. */
public final class StoredRecord {
    private final long sequence;
    private final int kind;
    private final byte[] payload;

    /** @param payload retained */
    public StoredRecord(long sequence, int kind, byte[] payload) {
        this.sequence = sequence;
        this.kind = kind;
        this.payload = payload;
    }

    public long sequence() {
        return sequence;
    }

    /** Returns the kind it was appended with, 1 to 127. */
    public int kind() {
        return kind;
    }

    /** Returns the bytes themselves, not a copy. */
    public byte[] payload() {
        return payload;
    }
}

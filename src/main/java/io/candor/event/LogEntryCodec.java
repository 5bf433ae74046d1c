package io.candor.event;

import java.util.HexFormat;

/**
 * The binary form of what the event log holds, big-endian. Its kind stands outside of it.
 *
 * <pre>
 *   kind 1, event        {@link EventCodec}
 *   kind 2, decision     {@link DecisionCodec}
 *   kind 3, erasure      u8 version = 1, i64 subject hash, 32 bytes subject digest, i64 time
 *   kind 4, merge        u8 version = 1, i64 time, subject from, subject into
 *
 *   subject    = u8 kind (0 nobody, 1 user, 2 session), text id unless nobody
 *   text       = varint length in bytes, UTF-8
 *   texts      = varint number, { text key, text value }, in the order of the keys
 *   varint     = 7 bits a byte, the lowest first, the highest bit set on all but the last
 *   zigzag     = varint of a signed number n: 2n when n ≥ 0, else −2n − 1
 *   times      = epoch milliseconds
 * </pre>
 *
 * <p>An event, a decision and a merge begin with version, time and subject. The bytes carry no checksum: the log that keeps
 * them has its own. A later version keeps reading this one. Pure functions.
 */
public final class LogEntryCodec {
    /** What {@link #kind} returns for an {@link Event}. */
    public static final int EVENT = 1;

    /** What {@link #kind} returns for a {@link Decision}. */
    public static final int DECISION = 2;

    /** What {@link #kind} returns for an {@link Erasure}. */
    public static final int ERASURE = 3;

    /** What {@link #kind} returns for a {@link Merge}. */
    public static final int MERGE = 4;

    static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;

    private LogEntryCodec() {}

    public static int kind(LogEntry entry) {
        return switch (entry) {
            case Event _ -> EVENT;
            case Decision _ -> DECISION;
            case Erasure _ -> ERASURE;
            case Merge _ -> MERGE;
        };
    }

    /** Returns the payload of an entry in one piece or several; what the candidates of a decision take is theirs, and shared. */
    public static byte[][] parts(LogEntry entry) {
        return entry instanceof Decision decision ? DecisionCodec.parts(decision) : new byte[][] {encode(entry)};
    }

    /** Returns the payload of an entry. */
    public static byte[] encode(LogEntry entry) {
        return switch (entry) {
            case Event event -> EventCodec.encode(event);
            case Decision decision -> whole(DecisionCodec.parts(decision));
            case Erasure erasure -> encode(erasure);
            case Merge merge ->
                new EntryOutput(64)
                        .u8(VERSION)
                        .i64(merge.timeMillis())
                        .subject(merge.from())
                        .subject(merge.into())
                        .toBytes();
        };
    }

    /**
     * Returns the entry of a payload.
     *
     * @param kind {@link #EVENT} to {@link #MERGE}
     * @param payload not modified
     * @throws IllegalArgumentException when there is no such kind or version, or the payload is not whole
     */
    public static LogEntry decode(int kind, byte[] payload) {
        EntryInput in = new EntryInput(payload);
        int version = version(kind, in);
        LogEntry entry = switch (kind) {
            case EVENT -> EventCodec.decode(in);
            case DECISION -> DecisionCodec.decode(version, in);
            case ERASURE -> erasure(in);
            case MERGE -> merge(in);
            default -> throw unknown(kind);
        };
        in.end();
        return entry;
    }

    private static byte[] whole(byte[][] parts) {
        EntryOutput out = new EntryOutput(1 << 13);
        for (byte[] part : parts) {
            out.bytes(part);
        }
        return out.toBytes();
    }

    private static byte[] encode(Erasure erasure) {
        EntryOutput out = new EntryOutput(64).u8(VERSION).i64(erasure.subjectHash());
        for (byte b : HexFormat.of().parseHex(erasure.subjectDigest())) {
            out.u8(b);
        }
        return out.i64(erasure.timeMillis()).toBytes();
    }

    private static Erasure erasure(EntryInput in) {
        long hash = in.i64();
        byte[] digest = new byte[DIGEST_BYTES];
        for (int i = 0; i < DIGEST_BYTES; i++) {
            digest[i] = (byte) in.u8();
        }
        return new Erasure(hash, HexFormat.of().formatHex(digest), in.i64());
    }

    private static Merge merge(EntryInput in) {
        long time = in.i64();
        return new Merge(in.subject(), in.subject(), time);
    }

    private static int version(int kind, EntryInput in) {
        int newest = kind == DECISION ? DecisionCodec.VERSION : VERSION;
        int version = in.u8();
        if (version < 1 || version > newest) {
            throw new IllegalArgumentException("entry of version " + version + ", known are 1 to " + newest);
        }
        return version;
    }

    private static IllegalArgumentException unknown(int kind) {
        return new IllegalArgumentException("kind must be " + EVENT + " to " + MERGE + ", was " + kind);
    }
}

package io.candor.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/** Ids that clients give to events. Pure functions. */
public final class EventIds {
    private static final int TEXT_LENGTH = 36;

    private EventIds() {}

    /** Returns the UUID of a text of 36 characters, of any version; empty when it is none. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the id of the event for one position of a slate, when a client gave one id for several: the name-based UUID of
     * the position in decimal, with the given id as its name space, so that a retry makes the same ids again. Source: RFC
     * 9562, section 5.5 (version 5).
     *
     * @param position 1-based
     */
    public static UUID atPosition(UUID given, int position) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(given.getMostSignificantBits())
                .putLong(given.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(Integer.toString(position).getBytes(StandardCharsets.US_ASCII)));
        return new UUID(
                (hash.getLong() & ~0xf000L) | (5L << 12), (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

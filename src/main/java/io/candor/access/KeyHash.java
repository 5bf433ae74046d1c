package io.candor.access;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of the text of a key. Immutable; {@link #toString} shows nothing of it. */
public final class KeyHash {
    static final int BYTES = 32;
    private static final String PREFIX = "sha256:";

    private final byte[] bytes;

    private KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the hash of 32 bytes, which are copied. */
    static KeyHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("hash must have " + BYTES + " bytes, had " + bytes.length);
        }
        return new KeyHash(bytes.clone());
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException without the text when it is anything else
     */
    static KeyHash parse(String text) {
        try {
            if (text.startsWith(PREFIX)) {
                return of(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: its message would repeat the text, which may be a key in the wrong place.
        }
        throw new IllegalArgumentException("hash must be sha256: and 64 hexadecimal digits");
    }

    /** Returns {@code sha256:} and 64 hexadecimal digits, for the file alone. */
    String format() {
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    /** Compares in time that does not depend on where the two differ. */
    boolean matches(byte[] digest) {
        return MessageDigest.isEqual(bytes, digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash that && matches(that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "<hash>";
    }
}

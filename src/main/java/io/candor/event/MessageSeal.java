package io.candor.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Authenticates short messages that clients carry for us, and makes numbers that they cannot foretell: HMAC-SHA256 under the
 * keys of the slate tokens, over a label that keeps one use from being taken for another. Belongs to one thread.
 */
public final class MessageSeal {
    /** Bytes of a code: the first half of the HMAC. */
    public static final int CODE_BYTES = 16;

    private final TokenKeys keys;
    private final byte[] label;
    private final Mac mac;

    /** @param label names the use */
    public MessageSeal(TokenKeys keys, String label) {
        this.keys = keys;
        this.label = label.getBytes(StandardCharsets.UTF_8);
        try {
            this.mac = Mac.getInstance(TokenKeys.ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + TokenKeys.ALGORITHM, e);
        }
    }

    /** Returns the number of the key that seals now, 0 to 255. */
    public int kid() {
        return keys.signingKid();
    }

    /**
     * Returns the code of a message, {@value #CODE_BYTES} bytes.
     *
     * @param kid of {@link #kid}
     * @param length of the message, from the first byte of {@code bytes}
     */
    public byte[] code(int kid, byte[] bytes, int length) {
        return Arrays.copyOf(hmac(keys.key(kid).orElseThrow(), bytes, length), CODE_BYTES);
    }

    /** Returns whether the code behind a message was made by {@link #code}; false for a key that is not known any more. */
    public boolean isGenuine(int kid, byte[] bytes, int length) {
        Optional<SecretKey> key = keys.key(kid);
        return key.isPresent()
                && bytes.length >= length + CODE_BYTES
                && MessageDigest.isEqual(
                        Arrays.copyOf(hmac(key.get(), bytes, length), CODE_BYTES),
                        Arrays.copyOfRange(bytes, length, length + CODE_BYTES));
    }

    /** Returns a number that follows from an id, the same in all processes that share the keys. */
    public long number(UUID id) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return ByteBuffer.wrap(hmac(keys.key(keys.signingKid()).orElseThrow(), bytes, bytes.length))
                .getLong();
    }

    private byte[] hmac(SecretKey key, byte[] bytes, int length) {
        try {
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of the ring was refused", e);
        }
        mac.update(label);
        mac.update((byte) 0);
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }
}

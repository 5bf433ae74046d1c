package io.candor.access;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Scratch for hashing keys. Belongs to one thread. */
public final class KeyDigest {
    private final MessageDigest sha256;
    private final byte[] ascii = new byte[KeyText.LENGTH];
    private final byte[] hash = new byte[KeyHash.BYTES];

    public KeyDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the hash of the key at {@code from}, which has the form of one; overwritten by the next call. */
    byte[] of(String text, int from) {
        for (int i = 0; i < KeyText.LENGTH; i++) {
            ascii[i] = (byte) text.charAt(from + i);
        }
        try {
            sha256.update(ascii);
            sha256.digest(hash, 0, KeyHash.BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        } finally {
            Arrays.fill(ascii, (byte) 0);
        }
        return hash;
    }
}

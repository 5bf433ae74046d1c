package io.candor.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Hides the subject of a slate token from whoever holds the token: AES-256 in Galois/counter mode over the subject's key.
 *
 * <p>The nonce is the request id of the slate, all 16 bytes of it. That is enough: GCM is safe as long as no nonce meets two
 * texts under one key, a request id is made once (milliseconds, a counter, and 62 random bits per event loop), and a slate
 * has one subject, so issuing the same slate twice seals the same text to the same bytes and tells nothing. For nonces of
 * exactly 128 bits the first counter block is IV·H² ⊕ L·H with H ≠ 0, which differs for different ids, as with 96 bits. The
 * signature around it covers it, so there is no associated data. The length of an id stays visible. Source: NIST SP 800-38D, sections 7 and 8. Belongs to one thread.
 */
final class SubjectSeal {
    static final int TAG_BYTES = 16;
    static final String KEY_ALGORITHM = "AES";
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private Cipher cipher = newCipher();
    private UUID last = new UUID(0, 0);

    /** Returns the sealed key of a subject, {@link #TAG_BYTES} longer than its UTF-8. */
    byte[] seal(SecretKey key, UUID requestId, Subject subject) {
        if (requestId.equals(last)) {
            // The cipher would refuse the nonce; the text is the same, see above.
            cipher = newCipher();
        }
        last = requestId;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(requestId));
            return cipher.doFinal(subject.key().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a subject could not be sealed", e);
        }
    }

    /** Returns the subject; throws {@link IllegalArgumentException} when it was not sealed with this key for this id. */
    Subject open(SecretKey key, UUID requestId, byte[] sealed) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, nonce(requestId));
            byte[] text = cipher.doFinal(sealed);
            String subjectKey = new String(text, StandardCharsets.UTF_8);
            if (!Arrays.equals(text, subjectKey.getBytes(StandardCharsets.UTF_8))) {
                throw new IllegalArgumentException("the subject is not in UTF-8");
            }
            return Subject.ofKey(subjectKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the subject was not sealed with this key", e);
        }
    }

    private static GCMParameterSpec nonce(UUID requestId) {
        byte[] nonce = ByteBuffer.allocate(16)
                .putLong(requestId.getMostSignificantBits())
                .putLong(requestId.getLeastSignificantBits())
                .array();
        return new GCMParameterSpec(8 * TAG_BYTES, nonce);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}

package io.candor.event;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Issues and verifies slate tokens: {@code c1.<base64url payload>.<base64url HMAC-SHA256>}.
 *
 * <p>The signature covers the prefix {@code c1.} and the payload's bytes and is compared in constant time; nothing of a
 * payload but its key number is read before it is verified. The token names the subject to us only ({@link SubjectSeal});
 * items, positions and propensities are open to read. Belongs to one thread (it reuses a {@code Mac} and buffers).
 */
public final class SlateTokens {
    /** A token longer than this is refused unread. */
    public static final int MAX_LENGTH = 4 * (SlateCodec.MAX_BYTES / 3) + 64;

    private static final String PREFIX = "c1.";
    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final long CLOCK_SKEW_MILLIS = 60_000;

    private final TokenKeys keys;
    private final long lifetimeMillis;
    private final InstantSource clock;
    private final Mac mac;
    private final SlateCodec codec;
    private ByteBuffer scratch = ByteBuffer.allocate(4096);
    private byte[] encoded = new byte[2048];
    private byte[] text = new byte[2048];

    public SlateTokens(TokenKeys keys, Duration lifetime, InstantSource clock) {
        this.keys = keys;
        this.lifetimeMillis = lifetime.toMillis();
        this.clock = clock;
        this.codec = new SlateCodec(keys);
        try {
            this.mac = Mac.getInstance(TokenKeys.ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + TokenKeys.ALGORITHM, e);
        }
    }

    /** Returns the token of a slate, signed with the newest key. */
    public String issue(SlateRecord slate) {
        int kid = keys.signingKid();
        byte[] payload = encode(slate, kid);
        byte[] signature = sign(payload, keys.key(kid).orElseThrow());
        return token(payload, signature);
    }

    /** Puts a token together in memory that is used again. */
    private String token(byte[] payload, byte[] signature) {
        System.arraycopy(PREFIX_BYTES, 0, text, 0, PREFIX_BYTES.length);
        int length = append(payload, PREFIX_BYTES.length);
        text[length++] = '.';
        length = append(signature, length);
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int append(byte[] part, int at) {
        int most = 4 * (part.length / 3 + 1);
        if (encoded.length < most) {
            encoded = new byte[most];
        }
        if (text.length < at + most + 1) {
            text = Arrays.copyOf(text, 2 * (at + most));
        }
        int length = ENCODER.encode(part, encoded);
        System.arraycopy(encoded, 0, text, at, length);
        return at + length;
    }

    /** Returns what the token says, or why it is not believed. Never throws on any input. */
    public TokenVerdict verify(String token) {
        int dot = token.lastIndexOf('.');
        if (token.length() > MAX_LENGTH || !token.startsWith(PREFIX) || dot <= PREFIX.length()) {
            return refused(TokenVerdict.Reason.MALFORMED);
        }
        try {
            byte[] payload = DECODER.decode(token.substring(PREFIX.length(), dot));
            byte[] signature = DECODER.decode(token.substring(dot + 1));
            if (payload.length < 2 || !isCanonical(token, payload, signature)) {
                return refused(TokenVerdict.Reason.MALFORMED);
            }
            return verify(payload, signature);
        } catch (IllegalArgumentException e) {
            return refused(TokenVerdict.Reason.MALFORMED);
        }
    }

    private TokenVerdict verify(byte[] payload, byte[] signature) {
        Optional<SecretKey> key = keys.key(SlateCodec.kid(payload));
        if (key.isEmpty()) {
            return refused(TokenVerdict.Reason.UNKNOWN_KEY);
        }
        if (!MessageDigest.isEqual(sign(payload, key.get()), signature)) {
            return refused(TokenVerdict.Reason.FORGED);
        }
        SlateRecord slate = codec.read(payload);
        long age = clock.millis() - slate.timeMillis();
        return age > lifetimeMillis || age < -CLOCK_SKEW_MILLIS
                ? refused(TokenVerdict.Reason.EXPIRED)
                : new TokenVerdict.Genuine(slate);
    }

    /** Base64 ignores trailing bits; only the one spelling that we write is accepted. */
    private boolean isCanonical(String token, byte[] payload, byte[] signature) {
        return token.equals(token(payload, signature));
    }

    private byte[] encode(SlateRecord slate, int kid) {
        while (true) {
            try {
                scratch.clear();
                codec.write(slate, kid, scratch);
                return Arrays.copyOf(scratch.array(), scratch.position());
            } catch (BufferOverflowException e) {
                if (scratch.capacity() >= SlateCodec.MAX_BYTES) {
                    throw new IllegalArgumentException("slate needs more than " + SlateCodec.MAX_BYTES + " bytes", e);
                }
                scratch = ByteBuffer.allocate(scratch.capacity() * 2);
            }
        }
    }

    private byte[] sign(byte[] payload, SecretKey key) {
        try {
            mac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of the ring was refused", e);
        }
        mac.update(PREFIX_BYTES);
        return mac.doFinal(payload);
    }

    private static TokenVerdict refused(TokenVerdict.Reason reason) {
        return new TokenVerdict.Refused(reason);
    }
}

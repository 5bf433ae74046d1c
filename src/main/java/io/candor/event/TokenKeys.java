package io.candor.event;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ring of signing keys: the first signs, all verify.
 *
 * <p>File: one key a line, {@code kid hex}, kid 0..255, 32 bytes or more; blank lines and {@code #} comments allowed. To
 * rotate, put a new line on top and restart the replicas; drop the old line when its tokens have expired. Immutable and
 * thread-safe; {@link #toString} shows key numbers only.
 */
public final class TokenKeys {
    static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final byte[] SEALING_LABEL = "candor slate token: subject".getBytes(StandardCharsets.US_ASCII);

    private final int signingKid;
    private final Map<Integer, SecretKey> keys;
    private final Map<Integer, SecretKey> sealingKeys = new HashMap<>();

    private TokenKeys(SequencedMap<Integer, SecretKey> keys) {
        this.signingKid = keys.firstEntry().getKey();
        this.keys = Map.copyOf(keys);
        keys.forEach((kid, key) -> sealingKeys.put(kid, sealingKey(key)));
    }

    /** Returns a ring of one key, number 1. */
    public static TokenKeys of(byte[] key) {
        SequencedMap<Integer, SecretKey> keys = new LinkedHashMap<>();
        keys.put(1, new SecretKeySpec(key, ALGORITHM));
        return new TokenKeys(keys);
    }

    /**
     * Reads the ring, after making one of a single random key when the file is not there.
     *
     * @throws CandorException CONFIG_INVALID naming file and line; DATA_DIRECTORY_UNUSABLE when it cannot be read or made
     */
    public static TokenKeys loadOrCreate(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                create(file, random);
            }
            return parse(file);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.DATA_DIRECTORY_UNUSABLE, "slate token keys cannot be read or made at " + file, e);
        }
    }

    int signingKid() {
        return signingKid;
    }

    Optional<SecretKey> key(int kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** Returns the key that seals subjects: HMAC of a fixed label under the signing key, so that a ring is one key a line. */
    Optional<SecretKey> sealingKey(int kid) {
        return Optional.ofNullable(sealingKeys.get(kid));
    }

    private static SecretKey sealingKey(SecretKey signingKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(signingKey);
            return new SecretKeySpec(mac.doFinal(SEALING_LABEL), SubjectSeal.KEY_ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path directory = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(
                directory,
                "token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, "1 " + HexFormat.of().formatHex(key) + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its ring is the one to use.
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static TokenKeys parse(Path file) throws IOException {
        SequencedMap<Integer, SecretKey> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                parseLine(text, file + " line " + number, keys);
            }
        }
        if (keys.isEmpty()) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, file + " holds no slate token key");
        }
        return new TokenKeys(keys);
    }

    private static void parseLine(String text, String where, Map<Integer, SecretKey> keys) {
        String[] parts = text.split("\\s+", -1);
        try {
            int kid = Integer.parseInt(parts[0]);
            byte[] key = HexFormat.of().parseHex(parts.length == 2 ? parts[1] : "");
            if (kid < 0 || kid > 255 || key.length < KEY_BYTES) {
                throw new IllegalArgumentException("out of range");
            }
            if (keys.putIfAbsent(kid, new SecretKeySpec(key, ALGORITHM)) != null) {
                throw new CandorException(ErrorCode.CONFIG_INVALID, where + ": key number " + kid + " stands twice");
            }
        } catch (IllegalArgumentException e) {
            // No cause: its message would repeat the key.
            throw new CandorException(
                    ErrorCode.CONFIG_INVALID,
                    where + " must be a key number 0..255 and at least 64 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return "TokenKeys" + Set.copyOf(keys.keySet());
    }
}

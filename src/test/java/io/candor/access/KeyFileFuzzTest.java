package io.candor.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged key files: each is read as the same keys, or as fewer, or refused with CONFIG_INVALID; never as others. */
class KeyFileFuzzTest {
    private static final int ROUNDS = 5_000;

    @TempDir
    Path directory;

    @Test
    void keys_damagedFile_isRefusedOrStillTrue() throws IOException {
        List<ApiKey> keys = List.of(
                TestKeys.of(KeyKind.PUBLISHABLE, "https://a.example").key(),
                TestKeys.limited(KeyKind.SECRET, 5, 50).key(),
                TestKeys.revoked(TestKeys.of(KeyKind.ADMIN)));
        Map<String, ApiKey> byId = keys.stream().collect(Collectors.toMap(ApiKey::id, key -> key));
        byte[] good = keys.stream()
                .map(KeyLine::write)
                .collect(Collectors.joining("\n", "# comment\n\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        Path path = directory.resolve("keys");
        KeyFile file = new KeyFile(path);
        Random random = new Random(11);
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(path, damaged(good, random));
            outcomes.merge(isReadOrRefused(file, byId), 1, Integer::sum);
        }

        assertTrue(outcomes.getOrDefault(true, 0) > ROUNDS / 100, outcomes::toString);
        assertTrue(outcomes.getOrDefault(false, 0) > ROUNDS / 2, outcomes::toString);
    }

    private static boolean isReadOrRefused(KeyFile file, Map<String, ApiKey> byId) {
        try {
            for (ApiKey read : file.keys()) {
                ApiKey written = byId.get(read.id());
                // A flipped digit of an id or hash makes a key that nobody has; it must not make a stronger one.
                assertTrue(written == null || !read.kind().covers(KeyKind.SECRET) || written.kind() == read.kind());
            }
            return true;
        } catch (CandorException e) {
            assertEquals(ErrorCode.CONFIG_INVALID, e.code());
            assertFalse(e.describe().contains("sha256:0") || e.describe().length() > 600, e.describe());
            return false;
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> bytes = joined(bytes, at, random.nextInt(40));
            }
        }
        return bytes;
    }

    /** Repeats a part in place. */
    private static byte[] joined(byte[] bytes, int at, int length) {
        int n = Math.min(length, bytes.length - at);
        byte[] longer = new byte[bytes.length + n];
        System.arraycopy(bytes, 0, longer, 0, at + n);
        System.arraycopy(bytes, at, longer, at + n, bytes.length - at);
        return longer;
    }
}

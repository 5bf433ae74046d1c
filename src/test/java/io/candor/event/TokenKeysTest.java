package io.candor.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysTest {
    private static final String HEX_A = "aa".repeat(32);
    private static final String HEX_B = "bb".repeat(32);

    @TempDir
    Path directory;

    @Test
    void loadOrCreate_firstStart_makesAPrivateFileAndKeepsIt() throws IOException {
        Path file = directory.resolve("token.keys");
        TokenKeys.loadOrCreate(file, new SecureRandom());
        String first = Files.readString(file);
        TokenKeys.loadOrCreate(file, new SecureRandom());

        assertEquals(first, Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void rotation_tokenOfTheOlderKey_verifiesUntilItsLineIsDropped() throws IOException {
        String token = tokens("1 " + HEX_A).issue(slate());

        assertInstanceOf(
                TokenVerdict.Genuine.class,
                tokens("2 " + HEX_B + "\n1 " + HEX_A).verify(token));
        assertEquals(
                new TokenVerdict.Refused(TokenVerdict.Reason.UNKNOWN_KEY),
                tokens("2 " + HEX_B).verify(token));
    }

    @Test
    void loadOrCreate_badLine_namesTheLineAndNotTheKey() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "# ring\n1 " + HEX_A + "\n2 c0ffee\n");

        CandorException e = assertThrows(CandorException.class, () -> TokenKeys.loadOrCreate(file, new SecureRandom()));

        assertEquals(ErrorCode.CONFIG_INVALID, e.code());
        assertTrue(e.describe().contains("line 3"), e.describe());
        assertFalse(e.describe().contains("c0ffee"), e.describe());
    }

    @Test
    void loadOrCreate_sameNumberTwice_isRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "1 " + HEX_A + "\n1 " + HEX_B + "\n");

        assertThrows(CandorException.class, () -> TokenKeys.loadOrCreate(file, new SecureRandom()));
    }

    private SlateTokens tokens(String ring) throws IOException {
        Path file = Files.writeString(directory.resolve("ring"), ring);
        return new SlateTokens(
                TokenKeys.loadOrCreate(file, new SecureRandom()),
                Duration.ofDays(1),
                InstantSource.fixed(Instant.EPOCH));
    }

    private static SlateRecord slate() {
        return new SlateRecord(new UUID(0, 0), 0, Subject.NOBODY, "home", "m", "greedy", Map.of(), 1, List.of());
    }
}

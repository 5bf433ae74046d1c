package io.candor.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    @TempDir
    Path directory;

    @Test
    void keys_noFile_isEmptyAndOpen() {
        assertEquals(List.of(), file().keys());
        assertFalse(file().ring().isRequired());
    }

    @Test
    void add_everyKind_roundTrips() {
        List<ApiKey> keys = Stream.of(
                        TestKeys.of(KeyKind.PUBLISHABLE, "https://a.example", "https://b.example:8443"),
                        TestKeys.of(KeyKind.SECRET),
                        TestKeys.limited(KeyKind.ADMIN, 5, 50),
                        TestKeys.limited(KeyKind.SECRET, 0, 0))
                .map(NewKey::key)
                .toList();
        keys.forEach(file()::add);

        assertEquals(keys, file().keys());
    }

    @Test
    void add_anyKey_leavesAPrivateFileWithoutItsText() throws IOException {
        NewKey key = TestKeys.of(KeyKind.SECRET);
        file().add(key.key());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertFalse(Files.readString(path()).contains(key.text().reveal().substring(21)));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(
                    List.of("api.keys", "api.keys.lock"),
                    left.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void add_fileThatOthersMayRead_isPrivateAfterwards() throws IOException {
        Files.writeString(path(), "# mine\n\n");
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));
        file().add(TestKeys.of(KeyKind.SECRET).key());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertTrue(Files.readString(path()).startsWith("# mine\n\n{"));
    }

    @Test
    void add_throughALink_changesWhatItPointsTo() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real")).resolve("keys");
        Files.writeString(real, "");
        Files.createSymbolicLink(path(), real);
        file().add(TestKeys.of(KeyKind.SECRET).key());

        assertTrue(Files.isSymbolicLink(path()));
        assertEquals(1, new KeyFile(real).keys().size());
    }

    @Test
    void add_manyAtOnce_losesNone() {
        IntStream.range(0, 40)
                .parallel()
                .forEach(i -> file().add(TestKeys.of(KeyKind.SECRET).key()));

        assertEquals(40, file().keys().size());
    }

    @Test
    void revoke_key_keepsItAndTheOthers() {
        NewKey a = TestKeys.of(KeyKind.SECRET);
        NewKey b = TestKeys.of(KeyKind.ADMIN);
        file().add(a.key());
        file().add(b.key());
        Instant now = Instant.parse("2026-02-01T00:00:00Z");

        ApiKey revoked = file().revoke(a.key().id(), now);

        assertEquals(a.key().revokedAt(now), revoked);
        assertEquals(List.of(revoked, b.key()), file().keys());
        assertEquals(revoked, file().revoke(a.key().id(), now.plusSeconds(9)));
    }

    @Test
    void revoke_unknown_saysHowToFindIt() {
        CandorException e = assertThrows(CandorException.class, () -> file().revoke("0123456789", Instant.EPOCH));

        assertEquals(ErrorCode.USAGE, e.code());
        assertFalse(Files.exists(path()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense                          | must be one JSON object
            []                                | must be a JSON object
            {"id":"0123456789"} {"id":"x"}    | must be one JSON object
            {"id":"a","id":"b"}               | must be one JSON object
            {"candor_sk_secret":1}            | has a field that is none of
            {"id":"0123456789"}               | kind is missing
            {"id":"0123456789","kind":"root"} | kind must be publishable, secret or admin
            {"id":"0123456789","kind":"admin","hash":"candor_sk_secret"} | hash must be sha256:
            {"id":"0123456789","kind":"admin","hash":"sha256:zz"} | hash must be sha256:
            {"id":"01234","kind":"admin","hash":"HASH","created":"2026-01-01T00:00:00Z"} | id must be 10
            {"id":"0123456789","kind":"admin","hash":"HASH","created":"candor_sk_secret"} | created must be a time
            {"id":"0123456789","kind":"admin","hash":"HASH","created":null} | created must be a text
            {"id":"0123456789","kind":"admin","hash":"HASH","created":"2026-01-01T00:00:00Z","burst":3} | burst is given without
            {"id":"0123456789","kind":"admin","hash":"HASH","created":"2026-01-01T00:00:00Z","rate":"candor_sk_secret"} | rate must be like
            {"id":"0123456789","kind":"admin","hash":"HASH","created":"2026-01-01T00:00:00Z","origins":"x"} | origins must be a list
            {"id":"0123456789","kind":"admin","hash":"HASH","created":"2026-01-01T00:00:00Z","revoked":false} | revoked must be a text
            """)
    void keys_badLine_namesFileAndLineAndNoValue(String line, String message) throws IOException {
        String good = KeyLine.write(TestKeys.of(KeyKind.SECRET).key());
        Files.writeString(path(), "# first\n" + good + "\n" + line.replace("HASH", "sha256:" + "ab".repeat(32)) + "\n");

        CandorException e = assertThrows(CandorException.class, () -> file().keys());

        assertEquals(ErrorCode.CONFIG_INVALID, e.code());
        assertTrue(e.describe().startsWith(path() + " line 3: " + message), e.describe());
        assertFalse(e.describe().contains("candor_sk_secret"), e.describe());
    }

    @Test
    void keys_sameIdTwice_isRefused() throws IOException {
        String line = KeyLine.write(TestKeys.of(KeyKind.SECRET).key());
        Files.writeString(path(), line + "\n" + line + "\n");

        assertTrue(assertThrows(CandorException.class, () -> file().keys())
                .describe()
                .contains("line 2"));
    }

    @Test
    void add_toABrokenFile_changesNothing() throws IOException {
        Files.writeString(path(), "broken\n");

        assertThrows(
                CandorException.class,
                () -> file().add(TestKeys.of(KeyKind.SECRET).key()));
        assertEquals("broken\n", Files.readString(path()));
    }

    @Test
    void keys_notUtf8OrTooLong_isRefused() throws IOException {
        Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals(
                ErrorCode.CONFIG_INVALID,
                assertThrows(CandorException.class, () -> file().keys()).code());
        Files.write(path(), new byte[(8 << 20) + 1]);
        assertEquals(
                ErrorCode.CONFIG_INVALID,
                assertThrows(CandorException.class, () -> file().keys()).code());
    }

    private Path path() {
        return directory.resolve("api.keys");
    }

    private KeyFile file() {
        return new KeyFile(path());
    }
}

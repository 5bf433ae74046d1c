package io.candor.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileWatchTest {
    @TempDir
    Path directory;

    @Test
    void poll_keyAddedAndRevoked_returnsTheNewRingOnce() {
        KeyFileWatch watch = new KeyFileWatch(file());
        assertFalse(watch.ring().isRequired());
        NewKey key = TestKeys.of(KeyKind.SECRET);

        file().add(key.key());
        assertEquals(1, watch.poll().orElseThrow().live());
        assertEquals(Optional.empty(), watch.poll());

        file().revoke(key.key().id(), TestKeys.MADE);
        KeyRing revoked = watch.poll().orElseThrow();
        assertEquals(0, revoked.live());
        assertTrue(revoked.isRequired());
    }

    @Test
    void poll_brokenFile_keepsTheLastGoodRingAndSaysSoOnce() throws IOException {
        file().add(TestKeys.of(KeyKind.SECRET).key());
        KeyFileWatch watch = new KeyFileWatch(file());
        String good = Files.readString(path());
        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(path(), "broken\n");
            for (int i = 0; i < 5; i++) {
                assertEquals(Optional.empty(), watch.poll());
            }

            assertEquals(
                    1, log.lines().stream().filter(l -> l.contains("line 1")).count());
            assertEquals(1, watch.ring().live());
        }
        Files.writeString(path(), good);
        assertEquals(1, watch.poll().orElseThrow().live());
    }

    @Test
    void poll_fileGone_keepsTheLastGoodRing() throws IOException {
        file().add(TestKeys.of(KeyKind.SECRET).key());
        KeyFileWatch watch = new KeyFileWatch(file());
        Files.delete(path());

        assertEquals(Optional.empty(), watch.poll());
        assertEquals(1, watch.ring().live());
    }

    @Test
    void poll_fileEmptied_closesAndNeverOpens() throws IOException {
        file().add(TestKeys.of(KeyKind.SECRET).key());
        KeyFileWatch watch = new KeyFileWatch(file());

        Files.writeString(path(), "# nothing\n");
        assertTrue(watch.poll().orElseThrow().isRequired());
        Files.writeString(path(), "# still nothing\n");
        assertTrue(watch.poll().orElseThrow().isRequired());
        assertEquals(0, watch.ring().size());
    }

    private Path path() {
        return directory.resolve("api.keys");
    }

    private KeyFile file() {
        return new KeyFile(path());
    }
}

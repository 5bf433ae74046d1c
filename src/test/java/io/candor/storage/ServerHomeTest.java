package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {
    /** Of mode 700: closed to the server's account when we are root. */
    @TempDir
    Path closed;

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    @Test
    void open_ordinaryUser_isInTheDataDirectory() {
        assumeTrue(!isRoot(), "we are root");
        try (ServerHome home = ServerHome.open(closed.resolve("data"), closed.resolve("elsewhere"))) {
            assertTrue(home.directory().endsWith("data/postgres"));
            assertTrue(home.account().isEmpty());
        }
    }

    @Test
    void open_rootInClosedDirectory_liesElsewhereAndStaysThere() throws IOException {
        assumeTrue(isRoot(), "we are not root");
        Path data = closed.resolve("data");
        Path elsewhere = closed.resolve("elsewhere");
        Path first;
        try (ServerHome home = ServerHome.open(data, elsewhere)) {
            first = home.directory();
            assertTrue(first.startsWith(elsewhere.toRealPath()) || first.startsWith(elsewhere));
            assertEquals(
                    first.toString(),
                    Files.readString(data.resolve("postgres/location")).strip());
        }
        try (ServerHome home = ServerHome.open(data, closed.resolve("third"))) {
            assertEquals(first, home.directory());
        }
        FileTree.delete(first);
        CandorException refused = assertThrows(
                CandorException.class, () -> ServerHome.open(data, elsewhere).close());
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
    }

    @Test
    void open_rootInClosedDirectoryWithAnOldDatabase_namesTheClosedDirectory() throws IOException {
        assumeTrue(isRoot(), "we are not root");
        Files.createDirectories(closed.resolve("data/postgres/cluster"));
        CandorException refused = assertThrows(
                CandorException.class,
                () -> ServerHome.open(closed.resolve("data"), closed).close());
        assertTrue(
                String.valueOf(refused.getMessage()).contains("chmod o+x " + closed.toRealPath()), refused.toString());
    }

    @Test
    void firstClosed_directoryForOthers_isNotEntered() throws IOException {
        assumeTrue(Files.getFileAttributeView(closed, java.nio.file.attribute.PosixFileAttributeView.class) != null);
        ServerAccount stranger = new ServerAccount(54_321, 54_321);
        Path inside = Files.createDirectory(closed.resolve("inside"));
        assertEquals(
                closed.toRealPath(), stranger.firstClosed(inside.toRealPath()).orElseThrow());
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx-----x"));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx-----x"));
        assertFalse(stranger.firstClosed(inside.toRealPath()).isPresent());
    }

    @Test
    void open_whileOpen_isRefused() {
        try (ServerHome home = ServerHome.open(closed.resolve("data"), closed.resolve("elsewhere"))) {
            assertTrue(Files.exists(home.directory().resolve("lock")));
            CandorException refused = assertThrows(
                    CandorException.class,
                    () -> ServerHome.open(closed.resolve("data"), closed.resolve("elsewhere"))
                            .close());
            assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
        }
    }
}

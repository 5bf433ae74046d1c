package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresIT {
    private static Vertx vertx;

    @BeforeAll
    static void openVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close().await();
        SharedPostgres.removeDirectories();
    }

    private static String query(DatabaseAddress address, String sql) {
        PgConnectOptions options = PgConnectOptions.fromUri(address.uri().toString())
                .setPassword(address.password().orElseThrow().reveal());
        options.setReconnectAttempts(100).setReconnectInterval(50);
        PgConnection connection = PgConnection.connect(vertx, options).await();
        try {
            var rows = connection.query(sql).execute().await();
            return rows.size() == 0 ? "" : String.valueOf(rows.iterator().next().getValue(0));
        } finally {
            connection.close().await();
        }
    }

    private static CandorException refusal(Path dataDir) {
        return assertThrows(
                CandorException.class, () -> SharedPostgres.start(dataDir).close());
    }

    @Test
    void start_again_findsItsDataAndPassword() {
        Path data = SharedPostgres.directory("twice");
        DatabaseAddress first;
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            first = postgres.address();
            query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            assertEquals("42", query(postgres.address(), "SELECT answer FROM kept"));
            assertEquals(first.password(), postgres.address().password());
        }
    }

    @Test
    void start_settings_areDurableAndLocal() {
        DatabaseAddress address = SharedPostgres.server().address();
        assertEquals("on", query(address, "SHOW fsync"));
        assertEquals("on", query(address, "SHOW synchronous_commit"));
        assertEquals("on", query(address, "SHOW full_page_writes"));
        assertEquals("127.0.0.1", query(address, "SHOW listen_addresses"));
        assertEquals("", query(address, "SHOW unix_socket_directories"));
        assertEquals("UTF8", query(address, "SHOW server_encoding"));
    }

    @Test
    void connect_wrongPassword_isRefused() {
        PgConnectOptions options = PgConnectOptions.fromUri(
                        SharedPostgres.server().address().uri().toString())
                .setPassword("wrong");
        assertThrows(Exception.class, () -> PgConnection.connect(vertx, options).await());
    }

    @Test
    void start_server_isUnprivilegedAndSeesNoEnvironment() throws IOException {
        Path process = Path.of("/proc/" + SharedPostgres.server().process().pid());
        assumeTrue(Files.isDirectory(process), "no /proc here");
        assertNotEquals(0, Files.getAttribute(process, "unix:uid"));
        if (new UnixSystem().getUid() == 0) {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            assertFalse(environment.contains("HOME="), "the server was given this process's environment");
        }
    }

    @Test
    void passwordFile_isForItsOwnerOnly() throws IOException {
        Path file = SharedPostgres.server().directory().resolveSibling("password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void start_sameDirectoryTwice_isRefused() {
        Path data = SharedPostgres.directory("locked");
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            CandorException refused = refusal(data);
            assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("in use by another process"), refused.toString());
            assertEquals("1", query(postgres.address(), "SELECT 1"));
        }
    }

    @Test
    void processKilled_serverEndsAndDataCanBeOpenedAgain() throws Exception {
        Path data = SharedPostgres.directory("killed");
        Process program = program(data);
        ProcessHandle server = awaitReady(program);
        CandorException refused = refusal(data);
        assertTrue(
                String.valueOf(refused.getMessage()).contains("pid " + program.pid()),
                () -> "names the holder: " + refused);
        program.destroyForcibly().waitFor();
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            server.onExit().get(60, TimeUnit.SECONDS);
            assertEquals("1", query(postgres.address(), "SELECT 1"));
        }
    }

    @Test
    void processKilled_serverIsStoppedByTheKernel() throws Exception {
        assumeTrue(
                ServerCommand.forAccount(Optional.empty()).diesWithParent(), "setpriv does not know --pdeathsig here");
        Process program = program(SharedPostgres.directory("orphan"));
        ProcessHandle server = awaitReady(program);
        program.destroyForcibly().waitFor();
        server.onExit().get(60, TimeUnit.SECONDS);
        assertFalse(server.isAlive());
    }

    @Test
    void close_inOtherProcess_shutsTheServerDown() throws Exception {
        Path data = SharedPostgres.directory("closed");
        Process program = program(data);
        ProcessHandle server = awaitReady(program);
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
        assertTrue(program.waitFor(60, TimeUnit.SECONDS));
        assertFalse(server.isAlive());
        String log = Files.readString(data.resolve("postgres").resolve("server.log"));
        assertTrue(log.contains("received fast shutdown request"), log);
        assertTrue(log.contains("database system is shut down"), log);
    }

    private static Process program(Path data) throws IOException {
        PostgresBinaries binaries = SharedPostgres.binaries();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedPostgresProgram.class.getName(),
                data.toString(),
                binaries.directory().toString(),
                Integer.toString(binaries.major()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle awaitReady(Process program) throws IOException {
        BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return ProcessHandle.of(Long.parseLong(line.substring("ready ".length())))
                        .orElseThrow();
            }
        }
        throw new AssertionError("the program ended with status " + program.exitValue());
    }

    @Test
    void serverKilled_isStartedAgainOnItsPort() throws Exception {
        try (EmbeddedPostgres postgres = SharedPostgres.start(SharedPostgres.directory("crashed"))) {
            query(postgres.address(), "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle first = postgres.process().toHandle();
            first.destroyForcibly();
            first.onExit().get(30, TimeUnit.SECONDS);
            assertEquals("42", queryUntilReady(postgres.address(), "SELECT answer FROM kept"));
            assertNotEquals(first.pid(), postgres.process().pid());
        }
    }

    /** A server that starts or recovers refuses connections for a moment: asks until it answers, within a minute. */
    private static String queryUntilReady(DatabaseAddress address, String sql) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return query(address, sql);
            } catch (Exception e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @Test
    void start_otherMajorVersion_isRefused() throws IOException {
        Path data = SharedPostgres.directory("version");
        Path cluster;
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            cluster = postgres.directory();
        }
        Files.writeString(cluster.resolve("PG_VERSION"), "12\n");
        CandorException refused = refusal(data);
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("is of PostgreSQL 12"), refused.toString());
    }

    @Test
    void start_brokenSettings_showsTheServersWords() throws IOException {
        Path data = SharedPostgres.directory("broken");
        Path cluster;
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            cluster = postgres.directory();
        }
        Files.writeString(cluster.resolve("postgresql.auto.conf"), "no_such_setting = 1\n");
        CandorException refused = refusal(data);
        assertEquals(ErrorCode.DATABASE_UNAVAILABLE, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("no_such_setting"), refused.toString());
    }

    @Test
    void start_stalePidFileOfAnotherProgram_isIgnored() throws IOException {
        Path data = SharedPostgres.directory("stale");
        Path cluster;
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            cluster = postgres.directory();
        }
        String ours = Long.toString(ProcessHandle.current().pid());
        Files.writeString(cluster.resolve("postmaster.pid"), ours + "\n" + cluster + "\n0\n5432\n\n\n\nready\n");
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            assertEquals("1", query(postgres.address(), "SELECT 1"));
        }
    }

    @Test
    void start_halfMadeCluster_isMadeAnew() throws IOException {
        Path data = SharedPostgres.directory("half");
        Path partial = Files.createDirectories(data.resolve("postgres/initdb-1/cluster"));
        Files.writeString(partial.resolve("PG_VERSION"), "18\n");
        try (EmbeddedPostgres postgres = SharedPostgres.start(data)) {
            assertEquals("1", query(postgres.address(), "SELECT 1"));
        }
        assertFalse(Files.exists(data.resolve("postgres/initdb-1")));
    }

    @Test
    void start_lostPassword_isRefused() throws IOException {
        Path data = SharedPostgres.directory("password");
        SharedPostgres.start(data).close();
        Files.delete(data.resolve("postgres/password"));
        assertTrue(String.valueOf(refusal(data).getMessage()).contains("password"));
    }

    @Test
    void start_dataDirectoryIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(SharedPostgres.directory("file").resolve("data"), "x");
        assertEquals(ErrorCode.DATA_DIRECTORY_UNUSABLE, refusal(file).code());
    }
}

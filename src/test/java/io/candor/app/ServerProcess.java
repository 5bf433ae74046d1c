package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.MetricsText;
import io.candor.app.TestServer.Answer;
import io.candor.app.TestServer.Condition;
import io.candor.cli.Main;
import io.candor.config.Secret;
import io.candor.model.TestBundles;
import io.candor.storage.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code candor serve} in a process of its own, with its own PostgreSQL unless it is given one, for tests that kill either. The ports
 * stay the same over all starts. Its log segments are small, so that even a short test fills several. A test whose server found an
 * event loop blocked fails when it closes it.
 */
final class ServerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String CONFIG = """
            eventlog: {segment_size: 64KB, max_record: 32KB, max_backlog: 64MB, max_queued: 16MB, reserve: 64KB, retry: 100ms}
            projector: {max_backoff: 200ms}
            feedback: {profile_signals: 100000}
            models: {poll_interval: 100ms, warm_searches: 10}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final Path data;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable DatabaseAddress given;
    private @Nullable Process process;

    private ServerProcess(Path directory) throws IOException {
        // As root the database runs as somebody else, who has to get in.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.directory = directory;
        this.data = directory.resolve("data");
        Files.createDirectories(data.resolve("models"));
        Files.createDirectories(eventLog());
        Files.writeString(directory.resolve("candor.yaml"), CONFIG);
        Path draft = TestBundles.write(directory.resolve("m"), 200, 20, 8, 1);
        Files.move(draft, data.resolve("models/m"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Prepares a server below a directory that is empty; nothing runs yet. */
    static ServerProcess in(Path directory) throws IOException {
        return new ServerProcess(directory);
    }

    /** As {@link #in(Path)}, on a database that is there. */
    static ServerProcess in(Path directory, DatabaseAddress database) throws IOException {
        ServerProcess server = new ServerProcess(directory);
        server.given = database;
        server.environment.put("CANDOR_DATABASE_URI", database.uri().toString());
        database.password().ifPresent(word -> server.environment.put("CANDOR_DATABASE_PASSWORD", word.reveal()));
        return server;
    }

    /** Sets a variable for the next starts. */
    ServerProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    private Process running() {
        return Objects.requireNonNull(process, "not started");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    Path eventLog() {
        return data.resolve("events");
    }

    Path models() {
        return data.resolve("models");
    }

    /** Starts the process; does not wait until it serves. */
    ServerProcess start() throws IOException {
        return start("-Xmx256m");
    }

    /** As {@link #start()}, with another bound of the heap. */
    ServerProcess start(String heap) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data-dir",
                data.toString(),
                "--config",
                directory.resolve("candor.yaml").toString(),
                "--port",
                Integer.toString(port),
                "--management-port",
                Integer.toString(managementPort));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output").toFile()))
                .start();
        return this;
    }

    /** Waits until a model serves, and the database is there. */
    void awaitReady() throws Exception {
        await("it is ready", () -> manage("/health/ready").status() == 200);
    }

    /** {@code kill -9}; its database goes with it. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Asks it to end, as an operator does. */
    void terminate() {
        running().destroy();
    }

    /** Waits until it has ended; returns its exit code. */
    int awaitExit() throws Exception {
        if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end\n" + output());
        }
        return running().exitValue();
    }

    /** Forgets what it said: that a process was slow before its heap was exhausted is no wonder. */
    void forgetOutput() throws IOException {
        Files.delete(directory.resolve("output"));
    }

    /** Sends a signal to all processes of the database. */
    void signalDatabase(String signal) throws Exception {
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(postmaster().getFirst().strip()))
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(handle -> command.add(Long.toString(handle.pid())));
        // A child that ended meanwhile cannot be stopped, which kill complains of.
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** {@code kill -9} of the database, which the server starts again. */
    void killDatabase() throws IOException {
        long pid = Long.parseLong(postmaster().getFirst().strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** As {@link #killDatabase}, but it cannot be started until {@link #releaseDatabase}. */
    void holdDatabaseDown() throws Exception {
        Files.move(control(), control().resolveSibling("pg_control.away"));
        killDatabase();
        await("the database is gone", () -> !isDatabaseThere());
    }

    void releaseDatabase() throws IOException {
        Files.move(control().resolveSibling("pg_control.away"), control());
    }

    private Path control() {
        return data.resolve("postgres/cluster/global/pg_control");
    }

    /** A profile that nobody has asked for is only known when the database is there. */
    boolean isDatabaseThere() throws Exception {
        return call("GET", "/v1/users/nobody-" + System.nanoTime(), "").status() == 200;
    }

    private List<String> postmaster() throws IOException {
        return Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"));
    }

    /** Returns its database: the one it was given, or its own, as the data directory says. */
    DatabaseAddress database() throws IOException {
        if (given != null) {
            return given;
        }
        String password = Files.readString(data.resolve("postgres/password")).strip();
        URI uri = URI.create(
                "postgresql://candor@127.0.0.1:" + postmaster().get(3).strip() + "/postgres");
        return new DatabaseAddress(uri, Optional.of(Secret.of(password)));
    }

    DatabaseRows rows() throws IOException {
        return DatabaseRows.connect(database());
    }

    /** Waits until everything that was accepted is in the database. */
    void awaitStored() throws Exception {
        await("everything is in the database", () -> backlog() == 0);
    }

    /** Returns how many records of the log are not in the database. */
    long backlog() throws Exception {
        return (long) metric("candor_eventlog_backlog_records");
    }

    private double metric(String name) throws Exception {
        Answer answer = manage("/metrics");
        assertEquals(200, answer.status());
        return new MetricsText(answer.response().body()).value(name);
    }

    Answer recommend(String body) throws IOException, InterruptedException {
        return call("POST", "/v1/placements/home/recommendations", body);
    }

    Answer post(String events) throws IOException, InterruptedException {
        return call("POST", "/v1/events", "{\"events\":[" + events + "]}");
    }

    Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return send(port, method, path, body);
    }

    Answer manage(String path) throws IOException, InterruptedException {
        return send(managementPort, "GET", path, "");
    }

    private Answer send(int to, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer(
                response.statusCode(),
                type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode(),
                response);
    }

    /** Looks again and again until the condition holds; a server that does not answer just then does not hold it. */
    void await(String what, Condition condition) throws Exception {
        long begun = System.nanoTime();
        while (!holds(condition)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos() || !running().isAlive()) {
                throw new AssertionError("still not: " + what + "\n" + output());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static boolean holds(Condition condition) throws Exception {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        }
    }

    private String output() throws IOException {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("output"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (NoSuchFileException e) {
            return "it said nothing";
        }
    }

    /** Ends it as an operator does. */
    @Override
    public void close() {
        Process started = process;
        if (started != null) {
            started.destroy();
            if (!started.onExit()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .handle((done, late) -> late == null)
                    .join()) {
                started.destroyForcibly().onExit().join();
            }
        }
        client.close();
        LoopWatch.assertNoneBlocked(directory.resolve("output"));
    }
}

package io.candor.bench;

import io.candor.model.TestBundles;
import io.candor.storage.BenchPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A server in a process of its own with a generated model, its PostgreSQL, and the requests that people send. */
final class BenchServer implements AutoCloseable {
    /** The environment of a server that has one event loop. */
    static final Map<String, String> ONE_LOOP = Map.of("JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=1");

    private static final int USERS = 1_000;
    private static final int DIMS = 64;
    private static final int SLATES = 100;
    private static final int SLATE_SIZE = 10;
    private static final int BATCH = 5;

    private final int items;
    private final Path directory;
    private final BenchPostgres postgres;
    private final ServerProcess server;
    private final Random random = new Random(1);

    private BenchServer(int items, Path directory, BenchPostgres postgres, ServerProcess server) {
        this.items = items;
        this.directory = directory;
        this.postgres = postgres;
        this.server = server;
    }

    /** @param environment variables of the server */
    static BenchServer start(int items, Map<String, String> environment) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("candor-bench");
        Files.createDirectories(directory.resolve("data/models"));
        BenchPostgres postgres = BenchPostgres.start();
        offer(directory, items, "m0", 0);
        return new BenchServer(
                items,
                directory,
                postgres,
                ServerProcess.start(directory.resolve("data"), postgres.address(), environment));
    }

    private static void offer(Path directory, int items, String version, long seed) throws IOException {
        Path draft = TestBundles.write(directory.resolve(version), items, USERS, DIMS, seed);
        Files.move(draft, directory.resolve("data/models").resolve(version), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts another model beside those that are there, as a trainer does; it is activated as soon as it is loaded. */
    void offer(String version, long seed) throws IOException {
        offer(directory, items, version, seed);
    }

    ServerProcess process() {
        return server;
    }

    /** Slates for one user after the other, in no order. */
    Supplier<ByteBuffer> slates() {
        return () -> post(
                "/v1/placements/home/recommendations",
                "{\"user\":\"user-" + random.nextInt(USERS) + "\",\"limit\":" + SLATE_SIZE + "}");
    }

    /** Batches of events about what was shown. */
    Supplier<ByteBuffer> events() throws IOException {
        List<ShownSlate> shown = new ArrayList<>();
        try (PlainClient client = new PlainClient(server.port())) {
            for (int i = 0; i < SLATES; i++) {
                shown.add(ShownSlate.ask(client, "user-" + i, SLATE_SIZE));
            }
        }
        EventRequests requests = new EventRequests("/v1/events", shown, 0, BATCH, System.currentTimeMillis());
        return requests::next;
    }

    /** Switches of all exploration, on and off in turn. */
    Supplier<ByteBuffer> toggles() {
        return new Supplier<>() {
            private boolean on;

            @Override
            public ByteBuffer get() {
                on = !on;
                return post("/v1/exploration/toggle", "{\"enabled\":" + on + "}");
            }
        };
    }

    /** Looks at that switch, which costs hardly anything, and changes nothing of what slates cost. */
    Supplier<ByteBuffer> looks() {
        return () -> ByteBuffer.wrap(PlainClient.request("GET", "/v1/exploration", new byte[0]));
    }

    private static ByteBuffer post(String path, String json) {
        return ByteBuffer.wrap(PlainClient.request(path, AnswerBuffer.bytes(json)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        postgres.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(BenchServer::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

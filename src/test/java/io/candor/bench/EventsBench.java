package io.candor.bench;

import io.candor.cli.BenchSuite;
import io.candor.model.TestBundles;
import io.candor.storage.BenchPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code candor bench events}: {@code POST /v1/events} end to end, against inserting each event into PostgreSQL within its request,
 * and how soon an event shows in a slate.
 *
 * <p>The server is a process of its own with its defaults and a bundle of 2,000 items; PostgreSQL, which it shares with the
 * inserts, is another. Every load is closed: a connection sends when it was answered.
 */
public final class EventsBench implements BenchSuite {
    private static final int ITEMS = 2000;
    private static final int USERS = 1000;
    private static final int DIMS = 32;
    private static final int SLATES = 500;
    private static final int SLATE_SIZE = 20;
    private static final int[] CONNECTIONS = {16, 256, 1};
    private static final int[] BATCHES = {10, 100, 1};
    private static final double QUICK_SECONDS = 1.5;
    private static final double SECONDS = 8;
    private static final double QUICK_BUDGET_SECONDS = 75;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String summary() {
        return "Events a second, CPU an event, and how soon one shows, beside an INSERT in each request.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path directory = Files.createTempDirectory("candor-bench-events");
        Vertx vertx = Vertx.vertx();
        options.notes().accept("starting PostgreSQL and the server");
        try (BenchPostgres postgres = BenchPostgres.start();
                ServerProcess server = ServerProcess.start(data(directory), postgres.address())) {
            return measure(server, postgres, vertx, directory, options);
        } finally {
            vertx.close().await();
            delete(directory);
        }
    }

    private static Report measure(
            ServerProcess server, BenchPostgres postgres, Vertx vertx, Path directory, Options options)
            throws Exception {
        options.notes().accept("from event to effect");
        double seconds = options.quick() ? QUICK_SECONDS : SECONDS;
        EventEffect effect = EventEffect.measure(server.port(), USERS, 3 * seconds, 3 * seconds);
        List<ShownSlate> slates = slates(server.port());
        InsertLoad inserts = new InsertLoad(vertx, postgres.address());
        EventsRun run = new EventsRun(server, postgres, inserts, slates, directory, seconds);
        options.notes().accept("warming up");
        run.warmUp();
        List<EventsCell> cells = new ArrayList<>();
        long begun = System.nanoTime();
        for (int connections : CONNECTIONS) {
            for (int batch : BATCHES) {
                if (options.quick() && System.nanoTime() - begun > QUICK_BUDGET_SECONDS * 1e9) {
                    options.notes().accept("no time left for " + connections + " x " + batch);
                    continue;
                }
                EventsCell cell = run.cell(connections, batch);
                cells.add(cell);
                options.notes().accept(cell.toLine());
            }
        }
        return EventsReport.of(cells, effect, run.recordBytes());
    }

    private static Path data(Path directory) throws IOException {
        Path models = Files.createDirectories(directory.resolve("data").resolve("models"));
        Path draft = TestBundles.write(directory.resolve("bench"), ITEMS, USERS, DIMS, 1);
        Files.move(draft, models.resolve("bench"), StandardCopyOption.ATOMIC_MOVE);
        return directory.resolve("data");
    }

    private static List<ShownSlate> slates(int port) throws IOException {
        List<ShownSlate> slates = new ArrayList<>();
        try (PlainClient client = new PlainClient(port)) {
            for (int i = 0; i < SLATES; i++) {
                slates.add(ShownSlate.ask(client, "user-" + i, SLATE_SIZE));
            }
        }
        return slates;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

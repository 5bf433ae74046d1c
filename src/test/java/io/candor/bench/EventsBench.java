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
 * {@code candor bench events}: {@code POST /v1/events} end to end, against a server that inserts each event into PostgreSQL within
 * its request, and how soon an event shows in a slate.
 *
 * <p>The server is a process of its own with its defaults and a bundle of 2,000 items; the one that inserts ({@link InsertServer}) is
 * another, with the same HTTP server and JSON parser; and so is PostgreSQL, which they share. Every load is closed: a connection
 * sends when it was answered.
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
    private static final double SECONDS = 4;
    private static final double QUICK_WARM_UP_SECONDS = 10;
    private static final double WARM_UP_SECONDS = 60;
    private static final double QUICK_EFFECT_SECONDS = 3;
    private static final double EFFECT_SECONDS = 8;
    private static final double QUICK_BUDGET_SECONDS = 60;

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
                ServerProcess server = ServerProcess.start(data(directory), postgres.address());
                InsertPeer peer = InsertPeer.start(postgres.address(), directory.resolve("peer.log"))) {
            InsertLoad inserts = new InsertLoad(vertx, postgres.address());
            return measure(new EventsRun.Parties(server, peer, postgres, inserts), directory, options);
        } finally {
            vertx.close().await();
            delete(directory);
        }
    }

    private static Report measure(EventsRun.Parties parties, Path directory, Options options) throws Exception {
        boolean quick = options.quick();
        int port = parties.server().port();
        EventsRun run = new EventsRun(parties, slates(port), directory, quick ? QUICK_SECONDS : SECONDS);
        options.notes().accept("warming up");
        run.warmUp(quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS);
        options.notes().accept("from event to effect");
        double effectSeconds = quick ? QUICK_EFFECT_SECONDS : EFFECT_SECONDS;
        EventEffect.Both effects = EventEffect.measure(port, USERS, effectSeconds);
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
        return EventsReport.of(cells, effects, run.recordBytes());
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

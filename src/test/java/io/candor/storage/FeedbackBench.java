package io.candor.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Subject;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@code candor bench projection}: events and slates into an embedded PostgreSQL that syncs every commit, one log, one batch at
 * a time.
 *
 * <p>CPU time of this process, and of the server's processes by {@code /proc}; a row is an event, or a slate or one of its items.
 */
public final class FeedbackBench implements BenchSuite {
    private static final int SUBJECTS = 20_000;
    private static final int SLATE = 20;

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public String summary() {
        return "Rows a second and CPU a row of storing events and slates in PostgreSQL.";
    }

    @Override
    public Report run(Options options) {
        StringBuilder text = new StringBuilder("  batch                rows/s   CPU us a row: here   server\n");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Vertx vertx = Vertx.vertx();
        try (EmbeddedPostgres postgres = SharedPostgres.start(SharedPostgres.directory("bench"));
                FeedbackFixture fixture = new FeedbackFixture(vertx, postgres.address(), 1)) {
            fixture.store.maintain(LocalDate.of(2026, 3, 1)).await();
            int rows = options.quick() ? 100_000 : 500_000;
            Bench bench = new Bench(fixture, postgres.process().pid(), text, json);
            bench.measure("events", 1000, rows / 4, false);
            for (int batch : new int[] {200, 500, 1000, 2000}) {
                bench.measure("events", batch, rows, false);
            }
            bench.measure("slates of " + SLATE, 200, rows, true);
        } finally {
            vertx.close().await();
            SharedPostgres.removeDirectories();
        }
        return new Report(text.toString(), json);
    }

    /** One server, and the ids that were used. */
    private static final class Bench {
        private final FeedbackFixture fixture;
        private final long server;
        private final StringBuilder text;
        private final ObjectNode json;
        private final Random random = new Random(1);
        private long ids;

        Bench(FeedbackFixture fixture, long server, StringBuilder text, ObjectNode json) {
            this.fixture = fixture;
            this.server = server;
            this.text = text;
            this.json = json;
        }

        void measure(String what, int batch, int rows, boolean slates) {
            int rowsOfOne = slates ? SLATE + 1 : 1;
            List<List<LogEntry>> batches = new ArrayList<>();
            for (int done = 0; done < rows; done += batch * rowsOfOne) {
                batches.add(entries(batch, slates));
            }
            long here = -cpuNanos();
            double there = -ProcessorTime.microsOfFamily(server);
            long nanos = -System.nanoTime();
            batches.forEach(fixture::project);
            nanos += System.nanoTime();
            here += cpuNanos();
            there += ProcessorTime.microsOfFamily(server);
            int total = batches.size() * batch * rowsOfOne;
            double perSecond = total * 1e9 / nanos;
            String name = what + ", " + batch;
            text.append(String.format(
                    Locale.ROOT, "  %-20s %6.0f %22.1f %8.1f%n", name, perSecond, here / 1e3 / total, there / total));
            ObjectNode node = json.putObject(name);
            node.put("rows_per_second", perSecond);
            node.put("client_cpu_us", here / 1e3 / total);
            node.put("server_cpu_us", there / total);
        }

        private List<LogEntry> entries(int count, boolean slates) {
            List<LogEntry> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Subject subject = Subject.user("user-" + random.nextInt(SUBJECTS));
                long millis = Entries.START + ids / 10;
                if (slates) {
                    entries.add(Entries.decision(ids++, subject, millis, SLATE));
                } else {
                    Event event = Entries.event(ids++, subject, Entries.ACTIONS.get(random.nextInt(17)), millis);
                    entries.add(Entries.shown(event, Entries.shown(random)));
                }
            }
            return entries;
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

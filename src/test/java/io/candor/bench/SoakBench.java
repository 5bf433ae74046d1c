package io.candor.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * {@code candor bench soak}: half an hour at 60 % of what a server can take for good: slates, events, the switch of exploration, and two models
 * that are swapped in. Nothing may fail, and nothing may grow: not the live heap, not the open files, not what waits for the database.
 * The server has one event loop, so that load and database have a processor besides.
 */
public final class SoakBench implements BenchSuite {
    private static final int ITEMS = 20_000;
    private static final int CONNECTIONS = 2_000;
    private static final int CLOSED_CONNECTIONS = 64;
    private static final int TOGGLING = 2;
    private static final double LOAD = 0.6;
    private static final double BATCHES_PER_SLATE = 0.1;
    private static final double TOGGLES = 0.2;
    private static final int SLICES = 30;
    private static final int QUICK_SLICES = 12;
    private static final double SLICE_SECONDS = 60;
    private static final double QUICK_SLICE_SECONDS = 5;
    private static final double MEASURE_SECONDS = 10;
    private static final double MOST_HEAP_GROWTH = 1.1;
    private static final double HEAP_NOISE_MB = 8;
    private static final double FILE_NOISE = 8;
    /** What may wait for the database on purpose: projector.yield_backlog, and a batch. */
    private static final double MOST_BACKLOG = 402_000;

    private static final long CATCH_UP_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final TablePrinter table = new TablePrinter(
            "minute",
            "slates/s",
            "p50 ms",
            "p99 ms",
            "batches/s",
            "batch p99 ms",
            "errors",
            "heap MB",
            "files",
            "backlog",
            "lag s",
            "stolen");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode slices = json.putArray("slices");
    private final Verdicts verdicts = new Verdicts(json.putArray("targets"));
    private final List<Slice> seen = new ArrayList<>();
    private String lastFailure = "";
    private int refused;
    private int unsent;

    /** What a stretch of time came to, and how the server stood at its end. */
    private record Slice(int errors, double heapMegabytes, double files, double backlog) {}

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String summary() {
        return "Half an hour at 60 % of the most it can take for good: errors, heap, files and backlog over time.";
    }

    @Override
    public Report run(Options options) throws Exception {
        int count = options.quick() ? QUICK_SLICES : SLICES;
        double seconds = options.quick() ? QUICK_SLICE_SECONDS : SLICE_SECONDS;
        try (BenchServer bench = BenchServer.start(ITEMS, BenchServer.ONE_LOOP);
                OpenLoad load = new OpenLoad(bench.process().port())) {
            OpenLoad.Stream closed = load.add(CLOSED_CONNECTIONS, bench.slates());
            OpenLoad.Stream slates = load.add(CONNECTIONS, bench.slates());
            OpenLoad.Stream events = load.add(CONNECTIONS, bench.events());
            OpenLoad.Stream toggles = load.add(TOGGLING, bench.toggles());
            double most = mostForGood(bench, load, closed, options);
            closed.rate(0);
            double rate = LOAD * most / (1 + BATCHES_PER_SLATE);
            options.notes().accept(String.format(Locale.ROOT, "%.0f slates/s from now on", rate));
            slates.rate(rate);
            events.rate(BATCHES_PER_SLATE * rate);
            toggles.rate(TOGGLES);
            for (int slice = 0; slice < count; slice++) {
                if (slice == count / 3 || slice == 2 * count / 3) {
                    bench.offer("m" + slice, slice);
                }
                MachineTime before = MachineTime.now();
                load.run(seconds);
                double stolen = MachineTime.now().stolenSince(before);
                add(bench, (slice + 1) * seconds / 60, seconds, stolen, List.of(slates, events, toggles));
                options.notes()
                        .accept("minute " + Math.round((slice + 1) * seconds / 6) / 10.0 + " of "
                                + count * seconds / 60);
            }
            judge(bench);
        }
        return verdicts.under(table, json);
    }

    /**
     * Returns how many slates a second can be made and brought into the database: as many as it makes while they wait in the log, and
     * as many as it stores when nobody asks, taken in turn.
     */
    private static double mostForGood(BenchServer bench, OpenLoad load, OpenLoad.Stream slates, Options options)
            throws IOException, InterruptedException {
        options.notes().accept("warming up, and measuring what it can take");
        slates.rate(OpenLoad.CLOSED);
        load.run(options.quick() ? MEASURE_SECONDS : 3 * MEASURE_SECONDS);
        catchUpSeconds(bench.process());
        load.run(MEASURE_SECONDS);
        double made = slates.tally().served().events() / MEASURE_SECONDS;
        double stored = bench.process().metric("candor_eventlog_backlog_records") / catchUpSeconds(bench.process());
        options.notes().accept(String.format(Locale.ROOT, "%.0f slates/s made, %.0f/s stored", made, stored));
        return 1 / (1 / made + 1 / stored);
    }

    private void add(BenchServer bench, double minute, double seconds, double stolen, List<OpenLoad.Stream> streams)
            throws IOException, InterruptedException {
        int errors = 0;
        for (OpenLoad.Stream stream : streams) {
            OpenLoad.Tally tally = stream.tally();
            errors += tally.failed() + tally.shed() + tally.unsent();
            lastFailure = tally.lastFailure().isEmpty() ? lastFailure : tally.lastFailure();
            refused += tally.shed();
            unsent += tally.unsent();
        }
        ServerProcess server = bench.process();
        Slice slice = new Slice(
                errors,
                server.liveHeapMegabytes(),
                server.openFiles(),
                server.metric("candor_eventlog_backlog_records"));
        double lag = server.metric("candor_projection_lag_seconds");
        seen.add(slice);
        Latencies slates = streams.get(0).tally().served();
        Latencies events = streams.get(1).tally().served();
        table.row(
                tenths(minute),
                Math.round(slates.events() / seconds),
                tenths(slates.micros(0.5) / 1e3),
                tenths(slates.micros(0.99) / 1e3),
                Math.round(events.events() / seconds),
                tenths(events.micros(0.99) / 1e3),
                errors,
                tenths(slice.heapMegabytes),
                Math.round(slice.files),
                Math.round(slice.backlog),
                tenths(lag),
                tenths(100 * stolen) + " %");
        slices.addObject()
                .put("minute", minute)
                .put("slates_per_second", slates.events() / seconds)
                .put("p99_us", slates.micros(0.99))
                .put("errors", errors)
                .put("heap_mb", slice.heapMegabytes)
                .put("files", slice.files)
                .put("backlog", slice.backlog)
                .put("lag_seconds", lag)
                .put("stolen", stolen);
    }

    private void judge(BenchServer bench) throws IOException, InterruptedException {
        int errors = seen.stream().mapToInt(Slice::errors).sum();
        verdicts.text(
                "no errors",
                errors + " (refused " + refused + ", without a connection " + unsent + ")"
                        + (lastFailure.isEmpty()
                                ? ""
                                : ", the last: "
                                        + lastFailure.lines().findFirst().orElse("")),
                errors == 0);
        double heapBefore = least(0, Slice::heapMegabytes);
        double heapAfter = least(2, Slice::heapMegabytes);
        verdicts.text(
                "live heap flat: least of the last third to that of the first",
                String.format(Locale.ROOT, "%.0f to %.0f MB", heapBefore, heapAfter),
                heapAfter <= MOST_HEAP_GROWTH * heapBefore + HEAP_NOISE_MB);
        double filesBefore = least(0, Slice::files);
        double filesAfter = least(2, Slice::files);
        verdicts.text(
                "open files flat, likewise",
                String.format(Locale.ROOT, "%.0f to %.0f", filesBefore, filesAfter),
                filesAfter <= filesBefore + FILE_NOISE);
        double backlog = seen.stream().mapToDouble(Slice::backlog).max().orElse(0);
        verdicts.text(
                "backlog bounded",
                String.format(Locale.ROOT, "%.0f entries at most", backlog),
                backlog <= MOST_BACKLOG);
        double caughtUp = catchUpSeconds(bench.process());
        verdicts.text(
                "backlog gone within 2 minutes after the load",
                String.format(Locale.ROOT, "%.1f s", caughtUp),
                caughtUp < CATCH_UP_NANOS / 1e9);
        json.put("errors", errors);
    }

    private double least(int third, ToDoubleFunction<Slice> figure) {
        int from = third * seen.size() / 3;
        return seen.subList(from, from + seen.size() / 3).stream()
                .mapToDouble(figure)
                .min()
                .orElse(Double.NaN);
    }

    private static double catchUpSeconds(ServerProcess server) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (server.metric("candor_eventlog_backlog_records") > 0 && System.nanoTime() - begun < CATCH_UP_NANOS) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

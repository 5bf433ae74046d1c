package io.candor.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code candor bench overload}: what a server makes of three times the slates it can make, while events and an operator's requests
 * come as always.
 *
 * <p>The server has one event loop, so that the load, which has one thread, does not take its processor on a machine of two. First as
 * many slates as it makes for connections that wait for their answers, then three times as many a second over connections enough for
 * all of them. Refusing costs the same whatever a slate costs, so this is done with slates from remembered candidates, which are the
 * cheapest there are, and with searched ones.
 */
public final class OverloadBench implements BenchSuite {
    private static final int ITEMS = 100_000;
    private static final int CLOSED_CONNECTIONS = 32;
    private static final int OPEN_CONNECTIONS = 2_000;
    /** For 100 batches a second that take up to the deadline. */
    private static final int EVENT_CONNECTIONS = 200;

    private static final double OVERLOAD = 3;
    private static final double EVENT_BATCHES = 100;
    private static final double LOOKS = 2;
    private static final double DEADLINE_MILLIS = 500;
    private static final double LEAST_THROUGHPUT = 0.9;

    private final TablePrinter table = new TablePrinter(
            "load",
            "slates/s asked",
            "served/s",
            "refused/s",
            "p50 ms",
            "p99 ms",
            "CPU us a slate",
            "batches/s",
            "batch p99 ms",
            "batches refused",
            "looks",
            "looks refused",
            "failed",
            "unsent");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Verdicts verdicts = new Verdicts(json.putArray("targets"));

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String summary() {
        return "Throughput and latency at three times the load that a server can take.";
    }

    /** What one load came to. */
    private record Phase(
            double perSecond, double cpuMicros, OpenLoad.Tally slates, OpenLoad.Tally events, OpenLoad.Tally looks) {
        int failed() {
            return slates.failed() + events.failed() + looks.failed();
        }
    }

    @Override
    public Report run(Options options) throws Exception {
        measure("remembered", Map.of(), options);
        measure("searched", Map.of("CANDOR_SERVING_REMEMBERED_CANDIDATES", "0"), options);
        return verdicts.under(table, json);
    }

    private void measure(String name, Map<String, String> settings, Options options) throws Exception {
        double seconds = options.quick() ? 8 : 30;
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(BenchServer.ONE_LOOP);
        try (BenchServer bench = BenchServer.start(ITEMS, environment);
                OpenLoad load = new OpenLoad(bench.process().port())) {
            OpenLoad.Stream few = load.add(CLOSED_CONNECTIONS, bench.slates());
            OpenLoad.Stream many = load.add(OPEN_CONNECTIONS, bench.slates());
            OpenLoad.Stream events = load.add(EVENT_CONNECTIONS, bench.events());
            OpenLoad.Stream looks = load.add(2, bench.looks());
            events.rate(EVENT_BATCHES);
            looks.rate(LOOKS);
            options.notes().accept(name + ": warming up");
            few.rate(OpenLoad.CLOSED);
            load.run(options.quick() ? 15 : 60);
            options.notes().accept(name + ": as many as it can");
            Phase most = phase(bench, load, few, events, looks, seconds);
            few.rate(0);
            many.rate(OVERLOAD * most.perSecond);
            options.notes().accept(name + ": three times as many");
            load.run(1);
            Phase over = phase(bench, load, many, events, looks, seconds);
            row(name + ", most", most, most.perSecond);
            row(name + ", 3 x", over, OVERLOAD * most.perSecond);
            judge(name, most, over);
        }
    }

    private static Phase phase(
            BenchServer bench,
            OpenLoad load,
            OpenLoad.Stream slates,
            OpenLoad.Stream events,
            OpenLoad.Stream looks,
            double seconds)
            throws IOException {
        double cpu = -bench.process().cpuMicros();
        load.run(seconds);
        cpu += bench.process().cpuMicros();
        OpenLoad.Tally tally = slates.tally();
        double served = tally.served().events();
        return new Phase(served / seconds, cpu / served, tally, events.tally(), looks.tally());
    }

    private void row(String name, Phase phase, double asked) {
        double seconds = phase.slates.served().events() / phase.perSecond;
        table.row(
                name,
                Math.round(asked),
                Math.round(phase.perSecond),
                Math.round(phase.slates.shed() / seconds),
                millis(phase.slates, 0.5),
                millis(phase.slates, 0.99),
                Math.round(phase.cpuMicros),
                Math.round(phase.events.served().events() / seconds),
                millis(phase.events, 0.99),
                phase.events.shed(),
                phase.looks.served().events(),
                phase.looks.shed(),
                phase.failed(),
                phase.slates.unsent());
        json.putObject(name)
                .put("served_per_second", phase.perSecond)
                .put("refused", phase.slates.shed())
                .put("p99_us", phase.slates.served().micros(0.99))
                .put("cpu_us", phase.cpuMicros)
                .put("event_batches", phase.events.served().events())
                .put("event_p99_us", phase.events.served().micros(0.99))
                .put("event_batches_refused", phase.events.shed())
                .put("failed", phase.failed());
    }

    private void judge(String name, Phase most, Phase over) {
        double throughput = over.perSecond / most.perSecond;
        double perCpu = most.cpuMicros / over.cpuMicros;
        verdicts.text(
                name + ": at 3 x as many slates served, less 10 % at most",
                String.format(Locale.ROOT, "%.2f a second, %.2f a CPU second", throughput, perCpu),
                Math.max(throughput, perCpu) >= LEAST_THROUGHPUT);
        double p99 = over.slates.served().micros(0.99) / 1e3;
        verdicts.text(
                name + ": p99 of served slates under the deadline of 500 ms",
                millis(over.slates, 0.99),
                p99 < DEADLINE_MILLIS);
        verdicts.text(
                name + ": no batch of events refused, p99 under the deadline",
                over.events.shed() + " refused, " + over.events.unsent() + " unsent, p99 " + millis(over.events, 0.99),
                over.events.shed() + over.events.unsent() == 0
                        && over.events.served().micros(0.99) / 1e3 < DEADLINE_MILLIS);
        verdicts.text(
                name + ": nothing failed",
                most.failed() + over.failed() + " failures" + lastFailure(over),
                most.failed() + over.failed() == 0);
    }

    private static String lastFailure(Phase phase) {
        String last = phase.slates.lastFailure();
        return last.isEmpty() ? "" : ": " + last.lines().findFirst().orElse("");
    }

    private static String millis(OpenLoad.Tally tally, double quantile) {
        return String.format(Locale.ROOT, "%.1f ms", tally.served().micros(quantile) / 1e3);
    }
}

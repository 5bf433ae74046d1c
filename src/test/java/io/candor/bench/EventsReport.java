package io.candor.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Renders what was measured of events, and holds it against what is demanded. */
final class EventsReport {
    private static final double MIN_RATIO = 20;
    private static final double MAX_CPU_MICROS = 40;
    private static final double MAX_EFFECT_MICROS = 5000;

    private final TablePrinter table = new TablePrinter(
            "conn",
            "batch",
            "events/s",
            "p50 ms",
            "p99 ms",
            "server us",
            "+ project",
            "pg us",
            "inserts/s",
            "p99 ms",
            "pg us",
            "ratio",
            "bare/s");
    private final TablePrinter verdicts = new TablePrinter("target", "figure", "verdict");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode cells = json.putArray("cells");
    private final ArrayNode targets = json.putArray("targets");
    private final double projectionMicros;

    private EventsReport(double projectionMicros) {
        this.projectionMicros = projectionMicros;
    }

    /** @param recordBytes that an event takes in the journal */
    static BenchSuite.Report of(List<EventsCell> cells, EventEffect effect, int recordBytes) {
        double drainMicros = cells.stream().mapToDouble(EventsCell::drainMicros).sum();
        double drained = cells.stream().mapToDouble(EventsCell::drained).sum();
        EventsReport report = new EventsReport(drainMicros / drained);
        cells.forEach(report::add);
        report.judge(cells, effect);
        report.json.put("record_bytes", recordBytes).put("projection_server_cpu_us", report.projectionMicros);
        return new BenchSuite.Report(report.text(effect, recordBytes), report.json);
    }

    private void add(EventsCell cell) {
        Latencies events = cell.events();
        Latencies inserts = cell.inserts();
        double intake = cell.intakeMicros(projectionMicros);
        table.row(
                cell.connections(),
                cell.batch(),
                Math.round(events.eventsPerSecond()),
                millis(events.micros(0.5)),
                millis(events.micros(0.99)),
                tenths(intake),
                tenths(cell.wholeMicros()),
                tenths(cell.databaseMicrosEach()),
                Math.round(inserts.eventsPerSecond()),
                millis(inserts.micros(0.99)),
                tenths(cell.insertDatabaseMicros()),
                tenths(cell.ratio()),
                Math.round(cell.barePerSecond()));
        cells.addObject()
                .put("connections", cell.connections())
                .put("batch", cell.batch())
                .put("events_per_second", events.eventsPerSecond())
                .put("p50_us", events.micros(0.5))
                .put("p99_us", events.micros(0.99))
                .put("server_cpu_us", intake)
                .put("server_cpu_with_projection_us", cell.wholeMicros())
                .put("database_cpu_us", cell.databaseMicrosEach())
                .put("insert_connections", cell.insertConnections())
                .put("inserts_per_second", inserts.eventsPerSecond())
                .put("insert_p50_us", inserts.micros(0.5))
                .put("insert_p99_us", inserts.micros(0.99))
                .put("insert_database_cpu_us", cell.insertDatabaseMicros())
                .put("ratio", cell.ratio())
                .put("bare_per_second", cell.barePerSecond());
    }

    private void judge(List<EventsCell> all, EventEffect effect) {
        for (EventsCell cell : all) {
            if (cell.connections() != 16) {
                continue;
            }
            if (cell.batch() == 10) {
                verdict("16 x 10: at least 20 x the inserts", "x", cell.ratio(), cell.ratio() >= MIN_RATIO);
            }
            if (cell.batch() >= 10) {
                double micros = cell.intakeMicros(projectionMicros);
                verdict(
                        "16 x " + cell.batch() + ": server CPU an event under 40 us",
                        "us",
                        micros,
                        micros < MAX_CPU_MICROS);
            }
        }
        verdict("event to effect: no failures", "of " + effect.rounds(), effect.failures(), effect.failures() == 0);
        double p99 = effect.latencies().micros(0.99);
        verdict("event to effect: p99 under 5 ms", "ms", p99 / 1e3, p99 < MAX_EFFECT_MICROS);
        json.putObject("effect")
                .put("rounds", effect.rounds())
                .put("failures", effect.failures())
                .put("p50_us", effect.latencies().micros(0.5))
                .put("p99_us", p99);
    }

    private void verdict(String target, String unit, double figure, boolean isMet) {
        verdicts.row(target, String.format(Locale.ROOT, "%.2f %s", figure, unit), isMet ? "met" : "MISSED");
        targets.addObject()
                .put("target", target)
                .put("figure", figure)
                .put("unit", unit)
                .put("met", isMet);
    }

    private String text(EventEffect effect, int recordBytes) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.println();
        out.println(
                "us is CPU time an event. server: of the server until the acknowledgement; + project: until it is in the");
        out.println(
                "database too; pg: of PostgreSQL for it. The second p99 and pg are those of an INSERT in each request.");
        out.printf(
                Locale.ROOT,
                "bare: records of %d bytes written and forced one by one. Projection takes the server %.1f us an event.%n",
                recordBytes,
                projectionMicros);
        out.printf(
                Locale.ROOT,
                "From acknowledgement to an answer without the disliked item: p50 %.2f ms, p99 %.2f ms, %d failures of %d.%n",
                effect.latencies().micros(0.5) / 1e3,
                effect.latencies().micros(0.99) / 1e3,
                effect.failures(),
                effect.rounds());
        out.println();
        verdicts.print(out);
        out.flush();
        return text.toString();
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

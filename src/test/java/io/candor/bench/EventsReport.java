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
import java.util.Optional;

/** Renders what was measured of events, and holds it against what is demanded. */
final class EventsReport {
    private static final double MIN_RATIO = 20;
    private static final double MAX_CPU_MICROS = 40;
    private static final double MAX_EFFECT_MICROS = 5000;
    private static final String LEGEND = """
            us is CPU time an event. server: of the server until the acknowledgement; + project: until it is in the database too;
            pg: of PostgreSQL for it. stored: how many of the acknowledged events were in the database when the load ended;
            all/s: events a second from the first request until the database had them all.
            one: a server that inserts one event in each request, which the target of 20 x is about, and its ratio: x one.
            rows, many: the same server with as many events a request as the cell has, an INSERT each in one transaction, or one
            INSERT of all. direct: one INSERT at a time on each connection without a server or JSON. x one CPU: what one takes of
            server and PostgreSQL over what an acknowledged event takes, with what was stored meanwhile.
            """;

    private final TablePrinter table = new TablePrinter(
            "conn",
            "batch",
            "events/s",
            "p50 ms",
            "p99 ms",
            "server us",
            "+ project",
            "pg us",
            "stored",
            "all/s",
            "refused",
            "bare/s");
    private final TablePrinter peers = new TablePrinter(
            "conn",
            "batch",
            "one/s",
            "p50 ms",
            "p99 ms",
            "server us",
            "pg us",
            "rows/s",
            "many/s",
            "pg us",
            "direct/s",
            "x one",
            "x rows",
            "x many",
            "x one CPU");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode cells = json.putArray("cells");
    private final Verdicts verdicts = new Verdicts(json.putArray("targets"));
    private final double projectionMicros;

    private EventsReport(double projectionMicros) {
        this.projectionMicros = projectionMicros;
    }

    /** @param recordBytes that an event takes in the journal */
    static BenchSuite.Report of(List<EventsCell> cells, EventEffect.Both effects, int recordBytes) {
        double drainMicros = cells.stream().mapToDouble(EventsCell::drainMicros).sum();
        double drained = cells.stream().mapToDouble(EventsCell::drained).sum();
        EventsReport report = new EventsReport(drainMicros / drained);
        cells.forEach(report::add);
        report.judge(cells, effects);
        report.json.put("record_bytes", recordBytes).put("projection_server_cpu_us", report.projectionMicros);
        return new BenchSuite.Report(report.text(effects, recordBytes), report.json);
    }

    private void add(EventsCell cell) {
        Latencies events = cell.events();
        double intake = cell.intakeMicros(projectionMicros);
        double stored = cell.phaseProjected() / events.events();
        table.row(
                cell.connections(),
                cell.batch(),
                Math.round(events.eventsPerSecond()),
                millis(events.micros(0.5)),
                millis(events.micros(0.99)),
                tenths(intake),
                tenths(cell.wholeMicros()),
                tenths(cell.databaseMicrosEach()),
                Math.round(100 * stored) + " %",
                Math.round(cell.storedPerSecond()),
                events.refused(),
                Math.round(cell.barePerSecond()));
        ObjectNode node = cells.addObject()
                .put("connections", cell.connections())
                .put("batch", cell.batch())
                .put("events_per_second", events.eventsPerSecond())
                .put("p50_us", events.micros(0.5))
                .put("p99_us", events.micros(0.99))
                .put("server_cpu_us", intake)
                .put("server_cpu_with_projection_us", cell.wholeMicros())
                .put("database_cpu_us", cell.databaseMicrosEach())
                .put("stored_under_load", stored)
                .put("stored_per_second", cell.storedPerSecond())
                .put("refused", events.refused())
                .put("bare_per_second", cell.barePerSecond());
        addInserts(cell, node);
    }

    private void addInserts(EventsCell cell, ObjectNode node) {
        InsertsCell inserts = cell.inserts();
        peers.row(
                cell.connections(),
                cell.batch(),
                Math.round(inserts.one().perSecond()),
                millis(inserts.one().latencies().micros(0.5)),
                millis(inserts.one().latencies().micros(0.99)),
                tenths(inserts.one().serverMicros()),
                tenths(inserts.one().databaseMicros()),
                perSecond(inserts.rows()),
                perSecond(inserts.many()),
                inserts.many().map(many -> tenths(many.databaseMicros())).orElse(""),
                Math.round(inserts.direct().eventsPerSecond()),
                tenths(cell.ratio()),
                ratio(cell, inserts.rows()),
                ratio(cell, inserts.many()),
                tenths(cell.processorRatio()));
        node.put("direct_connections", inserts.directConnections())
                .put("direct_inserts_per_second", inserts.direct().eventsPerSecond())
                .put("ratio", cell.ratio())
                .put("cpu_ratio", cell.processorRatio());
        addPeer(node.putObject("one"), inserts.one());
        inserts.rows().ifPresent(rows -> addPeer(node.putObject("rows"), rows));
        inserts.many().ifPresent(many -> addPeer(node.putObject("many"), many));
    }

    private static void addPeer(ObjectNode node, InsertsCell.Peer peer) {
        node.put("events_per_second", peer.perSecond())
                .put("p50_us", peer.latencies().micros(0.5))
                .put("p99_us", peer.latencies().micros(0.99))
                .put("server_cpu_us", peer.serverMicros())
                .put("database_cpu_us", peer.databaseMicros());
    }

    private static String perSecond(Optional<InsertsCell.Peer> peer) {
        return peer.map(one -> String.valueOf(Math.round(one.perSecond()))).orElse("");
    }

    private static String ratio(EventsCell cell, Optional<InsertsCell.Peer> peer) {
        return peer.map(one -> tenths(cell.events().eventsPerSecond() / one.perSecond()))
                .orElse("");
    }

    private void judge(List<EventsCell> all, EventEffect.Both effects) {
        for (EventsCell cell : all) {
            if (cell.connections() != 16) {
                continue;
            }
            if (cell.batch() == 10) {
                verdicts.number(
                        "16 x 10: at least 20 x an INSERT in each request",
                        "x",
                        cell.ratio(),
                        cell.ratio() >= MIN_RATIO);
            }
            if (cell.batch() >= 10) {
                double micros = cell.intakeMicros(projectionMicros);
                verdicts.number(
                        "16 x " + cell.batch() + ": server CPU an event under 40 us",
                        "us",
                        micros,
                        micros < MAX_CPU_MICROS);
            }
        }
        judge("dislike", effects.dislike());
        judge("three clicks", effects.clicks());
    }

    private void judge(String what, EventEffect effect) {
        String begin = "event to effect, " + what;
        verdicts.number(begin + ": no failures", "of " + effect.rounds(), effect.failures(), effect.failures() == 0);
        double p99 = effect.latencies().micros(0.99);
        verdicts.number(begin + ": p99 under 5 ms", "ms", p99 / 1e3, p99 < MAX_EFFECT_MICROS);
        json.withObjectProperty("effect")
                .putObject(what)
                .put("rounds", effect.rounds())
                .put("failures", effect.failures())
                .put("p50_us", effect.latencies().micros(0.5))
                .put("p99_us", p99);
    }

    private String text(EventEffect.Both effects, int recordBytes) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.println();
        peers.print(out);
        out.println();
        out.print(LEGEND);
        out.printf(
                Locale.ROOT,
                "bare: records of %d bytes written and forced one by one. Projection takes the server %.1f us an event.%n",
                recordBytes,
                projectionMicros);
        print(out, "a user's dislike", effects.dislike());
        print(out, "a new session's three clicks", effects.clicks());
        out.println();
        verdicts.print(out);
        out.flush();
        return text.toString();
    }

    private static void print(PrintWriter out, String what, EventEffect effect) {
        out.printf(
                Locale.ROOT,
                "From the acknowledgement of %s to a slate that reflects it: p50 %.2f ms, p99 %.2f ms, %d failures of %d.%n",
                what,
                effect.latencies().micros(0.5) / 1e3,
                effect.latencies().micros(0.99) / 1e3,
                effect.failures(),
                effect.rounds());
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

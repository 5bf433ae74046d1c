package io.candor.verticle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/** Renders what {@link ModelLoad} and {@link ServerStart} measured, and holds it against what is demanded. */
final class ModelReport {
    static final double DEMO_MILLIS = 1500;
    static final double LARGE_MILLIS = 3000;

    private static final double MAX_HEAP_MEGABYTES = 300;
    private static final double MAX_RESIDENT_MEGABYTES = 700;
    private static final String[] LOADS = {"at start", "swapped in"};

    private final TablePrinter phases = new TablePrinter("load", "phase", "CPU ms", "wall ms");
    private final TablePrinter starts = new TablePrinter("server", "CPU ms", "wall ms", "RSS MB");
    private final TablePrinter verdicts = new TablePrinter("target", "of", "figure", "verdict");
    private final ArrayNode targets = JsonNodeFactory.instance.arrayNode();
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final String index;
    private final long bytes;

    /**
     * @param loads what {@link ModelLoad} wrote
     * @param bytes length of the bundle
     */
    ModelReport(JsonNode loads, String index, long bytes) {
        this.index = index;
        this.bytes = bytes;
        json.put("index", index).put("bundle_bytes", bytes).set("loads", loads);
        json.set("targets", targets);
        for (int i = 0; i < loads.size(); i++) {
            load(LOADS[i], loads.get(i));
        }
    }

    /** Returns how long the first load took, of what {@link ModelLoad} wrote. */
    static double wallMillisAtStart(JsonNode loads) {
        double wall = 0;
        for (JsonNode phase : loads.path(0).path("phases")) {
            wall += phase.path("wall_millis").asDouble();
        }
        return wall;
    }

    /** Adds the start of a server, which is to be ready in a time and to stay within the memory that is demanded. */
    void start(String server, ServerStart start, double maxMillis) {
        double megabytes = start.ownBytes() / 1e6;
        starts.row(server, Math.round(start.cpuMillis()), Math.round(start.wallMillis()), Math.round(megabytes));
        json.withArray("starts")
                .addObject()
                .put("server", server)
                .put("cpu_millis", start.cpuMillis())
                .put("wall_millis", start.wallMillis())
                .put("own_bytes", start.ownBytes());
        if (maxMillis < Double.POSITIVE_INFINITY) {
            ready(server, start.cpuMillis(), start.wallMillis(), maxMillis);
        }
        verdict(
                "resident under 700 MB, page cache aside",
                server,
                String.format(Locale.ROOT, "%.0f MB", megabytes),
                megabytes < MAX_RESIDENT_MEGABYTES);
    }

    BenchSuite.Report render() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.printf(
                Locale.ROOT,
                "large: %,d users and %,d items × %d, %s index, %,d MB in files, their pages in memory%n",
                ModelBench.USERS,
                ModelBench.ITEMS,
                ModelBench.DIMS,
                index,
                bytes / 1_000_000);
        out.println("CPU time is that of the whole process: all threads, compiler and collector included.");
        out.println();
        phases.print(out);
        out.println();
        starts.print(out);
        out.println();
        verdicts.print(out);
        out.flush();
        return new BenchSuite.Report(text.toString(), json);
    }

    private void load(String load, JsonNode measured) {
        double cpu = 0;
        double wall = 0;
        for (JsonNode phase : measured.path("phases")) {
            double cpuOfPhase = phase.path("cpu_millis").asDouble();
            double wallOfPhase = phase.path("wall_millis").asDouble();
            phases.row(load, phase.path("phase").asText(), Math.round(cpuOfPhase), Math.round(wallOfPhase));
            cpu += cpuOfPhase;
            wall += wallOfPhase;
        }
        phases.row(load, "all", Math.round(cpu), Math.round(wall));
        double megabytes = measured.path("heap_growth_bytes").asDouble() / 1e6;
        ready("large bundle " + load, cpu, wall, LARGE_MILLIS);
        verdict(
                "heap growth under 300 MB",
                "large bundle " + load,
                String.format(Locale.ROOT, "%.0f MB", megabytes),
                megabytes < MAX_HEAP_MEGABYTES);
    }

    private void ready(String what, double cpuMillis, double wallMillis, double maxMillis) {
        verdict(
                String.format(Locale.ROOT, "ready within %.1f s", maxMillis / 1e3),
                what,
                String.format(Locale.ROOT, "%.2f s on the clock, %.2f s of CPU", wallMillis / 1e3, cpuMillis / 1e3),
                wallMillis < maxMillis);
    }

    private void verdict(String target, String what, String figure, boolean isMet) {
        verdicts.row(target, what, figure, isMet ? "met" : "MISSED");
        targets.addObject()
                .put("target", target)
                .put("of", what)
                .put("figure", figure)
                .put("met", isMet);
    }
}

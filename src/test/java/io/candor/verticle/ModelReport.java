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

/** Renders what {@link ModelLoad} measured, and holds it against what is demanded. */
final class ModelReport {
    private static final double MAX_MILLIS = 3000;
    private static final double MAX_HEAP_MEGABYTES = 300;
    private static final String[] LOADS = {"at start", "swapped in"};

    private final TablePrinter phases = new TablePrinter("load", "phase", "CPU ms", "wall ms");
    private final TablePrinter verdicts = new TablePrinter("target", "load", "figure", "verdict");
    private final ArrayNode targets = JsonNodeFactory.instance.arrayNode();

    private ModelReport() {}

    /**
     * Returns the report.
     *
     * @param loads what {@link ModelLoad} wrote
     * @param bytes length of the bundle
     */
    static BenchSuite.Report of(JsonNode loads, String index, long bytes) {
        ModelReport report = new ModelReport();
        for (int i = 0; i < loads.size(); i++) {
            report.add(LOADS[i], loads.get(i));
        }
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.printf(
                Locale.ROOT,
                "%,d users and %,d items × %d, %s index, %,d MB in files, their pages in memory%n",
                ModelBench.USERS,
                ModelBench.ITEMS,
                ModelBench.DIMS,
                index,
                bytes / 1_000_000);
        out.println("CPU time is that of the whole process: all threads, compiler and collector included.");
        out.println();
        report.phases.print(out);
        out.println();
        report.verdicts.print(out);
        out.flush();
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("index", index).put("bundle_bytes", bytes);
        json.set("loads", loads);
        json.set("targets", report.targets);
        return new BenchSuite.Report(text.toString(), json);
    }

    private void add(String load, JsonNode measured) {
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
        verdict(
                "ready within 3 s",
                load,
                String.format(Locale.ROOT, "%.2f s of CPU, %.2f s on the clock", cpu / 1e3, wall / 1e3),
                Math.min(cpu, wall) < MAX_MILLIS);
        verdict(
                "heap growth under 300 MB",
                load,
                String.format(Locale.ROOT, "%.0f MB", megabytes),
                megabytes < MAX_HEAP_MEGABYTES);
    }

    private void verdict(String target, String load, String figure, boolean isMet) {
        verdicts.row(target, load, figure, isMet ? "met" : "MISSED");
        targets.addObject()
                .put("target", target)
                .put("load", load)
                .put("figure", figure)
                .put("met", isMet);
    }
}

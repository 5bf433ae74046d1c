package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the results of {@link RetrievalBench} and holds them against what is demanded. */
final class RetrievalReport {
    private static final double MAX_MICROS = 1000;
    private static final double WANTED_RATIO = 2;
    /** Two indexes that differ by less than this are equally fast. */
    private static final double NOISE = 1.1;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode sets = json.putArray("data_sets");
    private final ArrayNode checks = json.putArray("checks");
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);
    private final TablePrinter verdicts = new TablePrinter("data", "demand", "measured", "holds");
    private TablePrinter table = newTable();
    private final List<Runnable> tables = new ArrayList<>();
    private String data = "";
    private String picked = "";
    private ArrayNode rows = json.arrayNode();

    private static TablePrinter newTable() {
        return new TablePrinter(
                "data", "k", "allowed", "engine", "ef", "recall", "CPU µs", "slowest µs", "per CPU-s", "× lucene");
    }

    void begin(BenchData set, JsonNode chosen, List<Double> reachable) {
        data = set.name();
        picked = chosen.path("kind").asText();
        ObjectNode node = sets.addObject();
        node.put("name", data)
                .put("rows", set.items().rows())
                .put("dims", set.items().dims());
        node.set("auto", chosen);
        reachable.forEach(node.putArray("reachable_by_norm_decile")::add);
        rows = node.putArray("results");
        TablePrinter own = newTable();
        table = own;
        tables.add(() -> {
            out.printf(
                    "%n%s: %d × %d, auto picked %s%n",
                    set.name(), set.items().rows(), set.items().dims(), chosen);
            out.printf("graph reachable by norm decile, largest first: %s%n", shares(reachable));
            own.print(out);
        });
    }

    private static String shares(List<Double> values) {
        return String.join(
                " ",
                values.stream().map(v -> String.format(Locale.ROOT, "%.2f", v)).toList());
    }

    void add(int k, double share, List<BenchCell.Result> results) {
        BenchCell.Result lucene = named(results, "lucene");
        for (BenchCell.Result r : results) {
            double ratio = lucene.micros() / r.micros();
            table.row(
                    data,
                    k,
                    Math.round(share * 100) + " %",
                    r.engine(),
                    r.ef(),
                    r.recall(),
                    rounded(r.micros()),
                    rounded(r.maxMicros()),
                    Math.round(r.perSecond()),
                    String.format(Locale.ROOT, "%.1f%s", ratio, lucene.holdsTarget() ? "" : "*"));
            rows.addObject()
                    .put("k", k)
                    .put("allowed", share)
                    .put("engine", r.engine())
                    .put("ef", r.ef())
                    .put("recall", r.recall())
                    .put("cpu_micros", r.micros())
                    .put("slowest_cpu_micros", r.maxMicros())
                    .put("queries_per_cpu_second", r.perSecond())
                    .put("ratio_to_lucene", ratio);
        }
        check(k, share, results);
    }

    private static double rounded(double micros) {
        return Math.round(micros * 10) / 10.0;
    }

    private void check(int k, double share, List<BenchCell.Result> results) {
        BenchCell.Result auto = named(results, "candor auto");
        BenchCell.Result exact = named(results, "candor exact");
        BenchCell.Result hnsw = named(results, "candor hnsw");
        BenchCell.Result lucene = named(results, "lucene");
        if (share == 1 && k == 100) {
            boolean graphWins = hnsw.holdsTarget() && hnsw.micros() * NOISE < exact.micros();
            boolean exactWins = !hnsw.holdsTarget() || exact.micros() * NOISE < hnsw.micros();
            verdict(
                    "auto picks the faster index at k = 100",
                    String.format(
                            Locale.ROOT, "%s; exact %.0f µs, hnsw %.0f µs", picked, exact.micros(), hnsw.micros()),
                    picked.equals("exact") ? !graphWins : !exactWins);
        }
        double wanted = picked.equals("exact") || share < 1 ? 1 : BenchCell.TARGET;
        verdict(
                "recall@" + k + " of auto at " + Math.round(share * 100) + " % allowed ≥ " + wanted,
                String.format(Locale.ROOT, "%.4f", auto.recall()),
                auto.recall() >= wanted);
        if (data.startsWith("ials")) {
            verdict(
                    "k = " + k + ", " + Math.round(share * 100) + " %: no query over 1 ms",
                    String.format(Locale.ROOT, "%.0f µs", auto.maxMicros()),
                    auto.maxMicros() <= MAX_MICROS);
        }
        if (share == 1 && (data.startsWith("ials") || data.startsWith("generated"))) {
            BenchCell.Result ours = data.startsWith("ials") ? auto : hnsw;
            double ratio = lucene.micros() / ours.micros();
            verdict(
                    ours.engine() + " ≥ 2 × Lucene at k = " + k,
                    String.format(Locale.ROOT, "%.1f (Lucene's recall %.3f)", ratio, lucene.recall()),
                    ratio >= WANTED_RATIO);
        }
    }

    private void verdict(String demand, String measured, boolean holds) {
        verdicts.row(data, demand, measured, holds ? "yes" : "NO");
        checks.addObject()
                .put("data", data)
                .put("demand", demand)
                .put("measured", measured)
                .put("holds", holds);
    }

    private static BenchCell.Result named(List<BenchCell.Result> results, String engine) {
        return results.stream()
                .filter(r -> r.engine().equals(engine))
                .findFirst()
                .orElseThrow();
    }

    BenchSuite.Report finish() {
        tables.forEach(Runnable::run);
        out.println();
        out.println("* Lucene did not reach the recall that the others have.");
        out.println();
        verdicts.print(out);
        out.flush();
        return new BenchSuite.Report(text.toString(), json);
    }
}

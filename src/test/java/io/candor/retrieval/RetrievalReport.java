package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the results of {@link RetrievalBench}: a table for each data set, and what became of the targets. */
final class RetrievalReport {
    static final String AUTO = "candor auto";
    static final String EXACT = "candor exact";
    static final String HNSW = "candor hnsw";
    static final String LUCENE = "lucene";

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode sets = json.putArray("data_sets");
    private final RetrievalTargets targets = new RetrievalTargets(json.putArray("targets"));
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);
    private final List<Runnable> tables = new ArrayList<>();
    private TablePrinter table = newTable();
    private ArrayNode rows = json.arrayNode();
    private String data = "";
    private GraphRange depths = GraphRange.NONE;
    private String scan = "exact";

    private static TablePrinter newTable() {
        return new TablePrinter(
                "k", "allowed", "engine", "ef", "recall", "CPU µs", "slowest µs", "worst µs", "per CPU-s", "× lucene");
    }

    /**
     * Begins a data set.
     *
     * @param chosen what the manifest of a bundle would say of the index
     * @param reachable see {@link Reachability}
     */
    void begin(BenchData set, JsonNode chosen, List<Double> reachable) {
        data = set.name();
        depths = chosen.path("kind").asText().equals("hnsw") ? IndexDescription.rangeOf(chosen) : GraphRange.NONE;
        scan = chosen.has("scan") ? "scan" : "exact";
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
                    "%s: %d × %d%n", set.name(), set.items().rows(), set.items().dims());
            out.printf(
                    "auto picked %s: %s%n",
                    chosen.path("kind").asText(), chosen.path("reason").asText());
            out.printf("graph: reachable by norm decile, largest first: %s%n", shares(reachable));
            own.print(out);
            out.println();
        });
    }

    private static String shares(List<Double> values) {
        return String.join(" ", values.stream().map(v -> format("%.2f", v)).toList());
    }

    /** Returns a number that prints with one decimal. */
    private static BigDecimal oneDecimal(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    /** Adds one cell of the current data set. */
    void add(int k, double share, List<BenchCell.Result> results) {
        BenchCell.Result lucene = named(results, LUCENE);
        for (BenchCell.Result r : results) {
            double ratio = lucene.micros() / r.micros();
            table.row(
                    k,
                    Math.round(share * 100) + " %",
                    r.engine() + (r.holdsTarget() ? "" : " *"),
                    r.ef(),
                    r.recall(),
                    oneDecimal(r.micros()),
                    oneDecimal(r.maxMicros()),
                    oneDecimal(r.worstMicros()),
                    Math.round(r.perSecond()),
                    oneDecimal(ratio));
            rows.addObject()
                    .put("k", k)
                    .put("allowed", share)
                    .put("engine", r.engine())
                    .put("ef", r.ef())
                    .put("recall", r.recall())
                    .put("cpu_micros", r.micros())
                    .put("slowest_cpu_micros", r.maxMicros())
                    .put("worst_cpu_micros", r.worstMicros())
                    .put("queries_per_cpu_second", r.perSecond())
                    .put("ratio_to_lucene", ratio);
        }
        targets.check(data, depths.has(k) ? "hnsw" : scan, k, share, results);
    }

    static BenchCell.Result named(List<BenchCell.Result> results, String engine) {
        return results.stream()
                .filter(r -> r.engine().equals(engine))
                .findFirst()
                .orElseThrow();
    }

    BenchSuite.Report finish() {
        out.println("CPU time of one query on one thread; ef is the smallest that reaches a recall of "
                + BenchCell.TARGET + " (0: none).");
        out.println(
                "CPU µs: mean over the queries, median of the rounds. Slowest: the slowest query, each at its median of the");
        out.println(
                "rounds. Worst: the longest that any query took in any round, as the operating system accounts CPU time.");
        out.println("* did not reach that recall before it took "
                + "three times as long as a full scan; its time is of what it did find.");
        out.println();
        tables.forEach(Runnable::run);
        targets.print(out);
        out.flush();
        return new BenchSuite.Report(text.toString(), json);
    }
}

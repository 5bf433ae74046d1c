package io.candor.retrieval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.candor.cli.TablePrinter;
import io.candor.retrieval.BenchCell.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Holds the results of {@link RetrievalBench} against what is demanded of the indexes. */
final class RetrievalTargets {
    private static final double MAX_MICROS = 1000;
    private static final double WANTED_RATIO = 2;
    /** Two indexes that differ by less than this are equally fast. */
    private static final double NOISE = 1.1;

    private final TablePrinter verdicts = new TablePrinter("target", "data", "figure", "verdict");
    private final ArrayNode json;
    private int missed;

    /** @param json takes an object for every check */
    RetrievalTargets(ArrayNode json) {
        this.json = json;
    }

    /**
     * Checks one cell.
     *
     * @param picked kind of the index that auto chose for this depth
     */
    void check(String data, String picked, int k, double share, List<Result> results) {
        Result auto = RetrievalReport.named(results, RetrievalReport.AUTO);
        String cell = data + ", k = " + k + (share < 1 ? ", " + Math.round(share * 100) + " %" : "");
        double wanted = picked.equals("exact") || share < 1 ? 1 : BenchCell.TARGET;
        verdict(
                (share < 1 ? "filtered: " : "auto: ") + "recall ≥ " + wanted,
                cell,
                String.format(Locale.ROOT, "%.4f", auto.recall()),
                auto.recall() >= wanted);
        if (share < 1) {
            verdict(
                    "filtered: no query over 1 ms",
                    cell,
                    String.format(Locale.ROOT, "slowest %.0f µs, worst %.0f µs", auto.maxMicros(), auto.worstMicros()),
                    auto.maxMicros() <= MAX_MICROS);
        } else {
            checkSpeed(data, cell, picked, results);
        }
    }

    private void checkSpeed(String data, String cell, String picked, List<Result> results) {
        Result exact = RetrievalReport.named(results, RetrievalReport.EXACT);
        Result hnsw = RetrievalReport.named(results, RetrievalReport.HNSW);
        Result auto = RetrievalReport.named(results, RetrievalReport.AUTO);
        double best = hnsw.holdsTarget() ? Math.min(exact.micros(), hnsw.micros()) : exact.micros();
        verdict(
                "auto: no slower than the exact scan and the graph",
                cell,
                String.format(
                        Locale.ROOT,
                        "%s %.0f µs; exact %.0f µs, hnsw %.0f µs",
                        picked,
                        auto.micros(),
                        exact.micros(),
                        hnsw.micros()),
                auto.micros() <= NOISE * best);
        boolean real = data.startsWith("ials");
        if (real || data.startsWith("generated")) {
            Result ours = real ? RetrievalReport.named(results, RetrievalReport.AUTO) : hnsw;
            Result lucene = RetrievalReport.named(results, RetrievalReport.LUCENE);
            double ratio = lucene.micros() / ours.micros();
            verdict(
                    (real ? "auto" : "hnsw") + ": ≥ 2 × Lucene",
                    cell,
                    String.format(
                            Locale.ROOT,
                            "%.1f × (recall %.3f, Lucene %.3f at ef %d)",
                            ratio,
                            ours.recall(),
                            lucene.recall(),
                            lucene.ef()),
                    ratio >= WANTED_RATIO);
        }
    }

    private void verdict(String target, String cell, String figure, boolean isMet) {
        verdicts.row(target, cell, figure, isMet ? "met" : "MISSED");
        missed += isMet ? 0 : 1;
        json.addObject()
                .put("target", target)
                .put("data", cell)
                .put("figure", figure)
                .put("met", isMet);
    }

    void print(PrintWriter out) {
        verdicts.print(out);
        out.println();
        out.println(missed == 0 ? "All targets are met." : missed + " of " + json.size() + " targets are missed.");
    }
}

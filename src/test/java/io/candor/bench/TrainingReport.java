package io.candor.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import io.candor.dataset.FeedbackMatrix;
import io.candor.math.MeanInterval;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Renders what was measured of training, and holds it against what is demanded. */
final class TrainingReport {
    private static final double LEAST_SPEED = 5;
    private static final double LEAST_SCALING = 1.7;
    private static final double MOST_GIGABYTES = 4;
    private static final double LEAST_QUALITY = 0.99;
    private static final String LEGEND = """
            pass: all items, then all users, medians of passes in turn; Spark's from what more iterations take longer, so that starting a job
            counts for neither. all: ten passes from the matrix to the factors.
            """;

    private final int entries;
    private final Map<String, List<SparkAls.Fit>> passes = new LinkedHashMap<>();
    private final Map<String, Double> hits = new LinkedHashMap<>();
    private final TablePrinter quality = new TablePrinter("model", "all s", "HR@10", "nDCG@10", "+-");
    private final TablePrinter verdicts = new TablePrinter("target", "figure", "verdict");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    TrainingReport(FeedbackMatrix matrix) {
        entries = matrix.byUser().entries();
        json.put("interactions", entries).put("users", matrix.users()).put("items", matrix.items());
    }

    void spark(String version) {
        json.put("spark", version);
    }

    void sparkPass(int blocks, SparkAls.Fit pass) {
        add("Spark, " + blocks + " blocks", pass);
    }

    void pass(int threads, SparkAls.Fit pass) {
        add(name(threads), pass);
    }

    private static String name(int threads) {
        return "Candor, " + threads + (threads == 1 ? " thread" : " threads");
    }

    private void add(String name, SparkAls.Fit pass) {
        passes.computeIfAbsent(name, _ -> new ArrayList<>()).add(pass);
    }

    void quality(String name, double seconds, Map<String, MeanInterval> metrics) {
        MeanInterval hit = metrics.getOrDefault("HR@10", MeanInterval.of(new double[0]));
        MeanInterval gain = metrics.getOrDefault("nDCG@10", MeanInterval.of(new double[0]));
        quality.row(name, number(seconds), hit.mean(), gain.mean(), (gain.high() - gain.low()) / 2);
        hits.put(name, gain.mean());
        json.putObject(name).put("seconds", seconds).put("HR@10", hit.mean()).put("nDCG@10", gain.mean());
    }

    void memory(TrainingMemory.Peak peak) {
        double gigabytes = peak.peakBytes() / (double) (1L << 30);
        json.putObject("memory")
                .put("ratings", peak.ratings())
                .put("peak_bytes", peak.peakBytes())
                .put("seconds", peak.seconds());
        verdict(
                String.format(
                        Locale.ROOT, "%.1f M ratings: under %.0f GiB resident", peak.ratings() / 1e6, MOST_GIGABYTES),
                String.format(Locale.ROOT, "%.2f GiB, %.0f s", gigabytes, peak.seconds()),
                gigabytes < MOST_GIGABYTES);
    }

    BenchSuite.Report done() {
        TablePrinter speed = new TablePrinter("passes", "s", "ns a rating", "CPU s", "CPU ns a rating");
        ObjectNode node = json.putObject("passes");
        passes.forEach((name, all) -> {
            double seconds = median(all.stream().mapToDouble(SparkAls.Fit::seconds));
            double cpu = median(all.stream().mapToDouble(SparkAls.Fit::cpuSeconds));
            speed.row(
                    name,
                    number(seconds),
                    Math.round(1e9 * seconds / entries),
                    number(cpu),
                    Math.round(1e9 * cpu / entries));
            node.putObject(name).put("seconds", seconds).put("cpu_seconds", cpu);
        });
        double spark = passes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Spark"))
                .mapToDouble(entry -> median(entry.getValue().stream().mapToDouble(SparkAls.Fit::seconds)))
                .min()
                .orElse(Double.NaN);
        double two = seconds(name(2));
        ratio("a pass, against the faster of Spark's", "speed", spark / two, LEAST_SPEED);
        ratio("two threads against one", "scaling", seconds(name(1)) / two, LEAST_SCALING);
        double share = hits.getOrDefault("Candor", Double.NaN) / hits.getOrDefault("Spark", Double.NaN);
        ratio("nDCG@10 of Spark's", "quality", share, LEAST_QUALITY);
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        speed.print(out);
        out.println();
        quality.print(out);
        out.println();
        out.print(LEGEND);
        out.println();
        verdicts.print(out);
        out.flush();
        return new BenchSuite.Report(text.toString(), json);
    }

    private double seconds(String name) {
        return median(passes.getOrDefault(name, List.of()).stream().mapToDouble(SparkAls.Fit::seconds));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private void ratio(String target, String key, double figure, double least) {
        json.put(key, figure);
        verdict(
                String.format(Locale.ROOT, "%s: at least %.2f x", target, least),
                String.format(Locale.ROOT, "%.2f x", figure),
                figure >= least);
    }

    private void verdict(String target, String figure, boolean isMet) {
        verdicts.row(target, figure, isMet ? "met" : "MISSED");
        json.withArray("targets")
                .addObject()
                .put("target", target)
                .put("figure", figure)
                .put("met", isMet);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}

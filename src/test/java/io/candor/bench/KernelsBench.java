package io.candor.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import io.candor.cli.TablePrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code candor bench kernels}: every JMH benchmark of the project ({@code *Benchmark} beside the tests), each in a JVM of its own
 * with the flags of this one: time and bytes of one call.
 */
public final class KernelsBench implements BenchSuite {
    private static final String BENCHMARKS = "^io\\.candor\\..*Benchmark\\.";
    private static final String BYTES = "gc.alloc.rate.norm";

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public String summary() {
        return "Time and bytes of the parts of a slate, by JMH.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path log = Files.createDirectories(Path.of(System.getProperty("candor.home", ""), "target", "bench"))
                .resolve("kernels.log");
        options.notes().accept("running JMH; its log: " + log);
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include(BENCHMARKS)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        effort(jmh, options.quick());
        return report(new Runner(jmh.build()).run());
    }

    private static void effort(ChainedOptionsBuilder jmh, boolean quick) {
        TimeValue time = TimeValue.milliseconds(quick ? 400 : 1_000);
        jmh.warmupIterations(quick ? 3 : 5).warmupTime(time);
        jmh.measurementIterations(quick ? 2 : 5).measurementTime(time);
    }

    private static Report report(Collection<RunResult> results) {
        TablePrinter table = new TablePrinter("benchmark", "parameters", "us", "+- us", "bytes");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = json.putArray("benchmarks");
        List<RunResult> sorted = results.stream()
                .sorted(Comparator.comparing(result -> nameOf(result) + parametersOf(result)))
                .toList();
        for (RunResult result : sorted) {
            Result<?> time = result.getPrimaryResult();
            Result<?> allocated = result.getSecondaryResults().get(BYTES);
            double bytes = allocated == null ? Double.NaN : allocated.getScore();
            double error = Double.isNaN(time.getScoreError()) ? 0 : time.getScoreError() / 1e3;
            table.row(
                    nameOf(result),
                    parametersOf(result),
                    micros(time.getScore() / 1e3),
                    micros(error),
                    Math.round(bytes));
            rows.addObject()
                    .put("benchmark", nameOf(result))
                    .put("parameters", parametersOf(result))
                    .put("us", time.getScore() / 1e3)
                    .put("error_us", error)
                    .put("allocated_bytes", bytes);
        }
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.flush();
        return new Report(text.toString(), json);
    }

    /** Returns {@code Ranker.rank} for {@code io.candor.ranking.RankerBenchmark.rank}. */
    private static String nameOf(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        int type = name.lastIndexOf('.', method - 1);
        return name.substring(type + 1).replace("Benchmark.", ".");
    }

    private static String parametersOf(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> key + "=" + result.getParams().getParam(key))
                .collect(Collectors.joining(" "));
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.3f", micros);
    }
}

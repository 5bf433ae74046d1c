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
import java.util.Map;
import java.util.Optional;

/** Renders what was measured of slates over HTTP, and holds it against what is demanded. */
final class HttpReport {
    private static final double MOST_CPU_RATIO = 6;
    private static final double MOST_SEARCHED_RATIO = 12;
    private static final double MOST_P99_MICROS = 5_000;
    private static final double MOST_BYTES = 32 << 10;
    private static final double MOST_PAUSE_MILLIS = 5;
    private static final double MOST_GROWTH = 1.6;
    private static final double MOST_OWN_MEGABYTES = 700;
    private static final String LEGEND = """
            slates/s, no-op/s: as many as 32 connections get answered that ask again at once. CPU us: of the server a request at 50 % of
            slates/s, without compilers and projection; no-op us: of a no-op at the same rate. KB: allocated a slate. p50 ms, p99 ms and
            p99.9 ms: of a slate at that rate, from when it was due. GC ms: the longest pause at that rate. RSS MB: of the server after
            all that, without files in the page cache. stolen: of the machine's time, meanwhile, by other virtual machines on its host.
            Medians of rounds in turn; those in which others took more than 2 % are measured again, up to three times as many, and the
            quietest count.
            """;

    private final TablePrinter table = new TablePrinter(
            "case",
            "slates/s",
            "no-op/s",
            "CPU us",
            "no-op us",
            "ratio",
            "KB",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "GC ms",
            "RSS MB",
            "stolen",
            "degraded",
            "failed");
    private final TablePrinter rates =
            new TablePrinter("% of most", "slates/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU us");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode cells = json.putArray("cells");
    private final Verdicts verdicts = new Verdicts(json.putArray("targets"));

    private HttpReport() {}

    /** @param all the base first */
    static BenchSuite.Report of(List<HttpCell> all) {
        HttpReport report = new HttpReport();
        HttpCell base = all.getFirst();
        report.json.put("cpu_ratio", base.cpuRatio()).put("answer_bytes", base.answerBytes());
        all.forEach(report::add);
        base.atRates().forEach(report::add);
        report.judge(base);
        Optional<HttpCell> searched = find(all, HttpCase.SEARCHED);
        searched.ifPresent(cell -> report.verdicts.atMost(
                MOST_SEARCHED_RATIO, "CPU of a searched slate over a no-op", "x", cell.cpuRatio()));
        searched.flatMap(hundred -> find(all, HttpCase.LARGE)
                        .map(large -> large.half().cpu() / hundred.half().cpu()))
                .ifPresent(growth ->
                        report.verdicts.atMost(MOST_GROWTH, "CPU of a search in ten times the items", "x", growth));
        return new BenchSuite.Report(report.text(), report.json);
    }

    private void add(HttpCell cell) {
        Measured half = cell.half();
        table.row(
                cell.setUp().name(),
                Math.round(cell.most().perSecond()),
                Math.round(cell.noOpMost().perSecond()),
                tenths(half.cpu()),
                tenths(cell.noOpAtHalf().cpu()),
                tenths(cell.cpuRatio()),
                tenths(half.bytes() / 1024),
                millis(half.p50()),
                millis(half.p99()),
                millis(half.p999()),
                tenths(half.longestPauseMillis()),
                Math.round(cell.ownMegabytes()),
                tenths(100 * half.stolen()) + " %",
                tenths(100 * half.degraded()) + " %",
                Math.round(cell.failures()));
        ObjectNode node = cells.addObject()
                .put("case", cell.setUp().name())
                .put("cpu_ratio", cell.cpuRatio())
                .put("own_mb", cell.ownMegabytes())
                .put("failures", cell.failures());
        put(node.putObject("most"), cell.most());
        put(node.putObject("no_op_most"), cell.noOpMost());
        put(node.putObject("no_op_at_half"), cell.noOpAtHalf());
        ObjectNode atRates = node.putObject("at_percent");
        for (Map.Entry<Integer, Measured> at : cell.atRates().entrySet()) {
            put(atRates.putObject(String.valueOf(at.getKey())), at.getValue());
        }
    }

    private static void put(ObjectNode node, Measured measured) {
        node.put("per_second", measured.perSecond())
                .put("cpu_us", measured.cpu())
                .put("allocated_bytes", measured.bytes())
                .put("degraded", measured.degraded())
                .put("longest_pause_ms", measured.longestPauseMillis())
                .put("stolen", measured.stolen())
                .put("p50_us", measured.p50())
                .put("p99_us", measured.p99())
                .put("p999_us", measured.p999());
    }

    private void add(int percent, Measured at) {
        rates.row(
                percent,
                Math.round(at.perSecond()),
                millis(at.p50()),
                millis(at.p99()),
                millis(at.p999()),
                tenths(at.cpu()));
    }

    private void judge(HttpCell base) {
        Measured half = base.half();
        verdicts.atMost(MOST_CPU_RATIO, "CPU of a slate over a no-op", "x", base.cpuRatio());
        String noOp = "p99 at 50 % (no-op: " + millis(base.noOpAtHalf().p99()) + " ms)";
        verdicts.atMost(MOST_P99_MICROS / 1e3, noOp, "ms", half.p99() / 1e3);
        verdicts.atMost(MOST_BYTES / 1024, "allocated a slate", "KB", half.bytes() / 1024);
        verdicts.atMost(MOST_PAUSE_MILLIS, "longest pause at 50 %", "ms", half.longestPauseMillis());
        verdicts.atMost(MOST_OWN_MEGABYTES, "memory beside the page cache after all that", "MB", base.ownMegabytes());
        verdicts.atMost(0, "requests without an answer", "", base.failures());
    }

    private static Optional<HttpCell> find(List<HttpCell> all, HttpCase setUp) {
        return all.stream().filter(cell -> cell.setUp().equals(setUp)).findFirst();
    }

    private String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.println();
        rates.print(out);
        out.println();
        out.print(LEGEND);
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

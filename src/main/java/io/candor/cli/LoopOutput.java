package io.candor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.app.LearningLoop;
import io.candor.app.Promotion;
import io.candor.offpolicy.Estimate;
import io.candor.report.Chart;
import io.candor.report.HtmlReport;
import io.candor.simulation.SlateQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What came of loops, turn by turn, as a table, as JSON, and as a page with charts. Not thread-safe. */
final class LoopOutput {
    private static final List<String> HEADER = List.of(
            "turn",
            "training",
            "utility while served",
            "θ error",
            "trained: more a request",
            "95 %",
            "gate",
            "serves",
            "utility of best",
            "nDCG of best");

    private final List<Line> lines = new ArrayList<>();
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final List<List<String>> rows = new ArrayList<>();
    private String refusal = "";

    /** The quality of a loop's best slates, from before the first turn on. */
    private record Line(String name, List<SlateQuality> qualities) {}

    /** Begins a loop. */
    void begin(String name, SlateQuality quality) {
        lines.add(new Line(name, new ArrayList<>(List.of(quality))));
        json.putObject(name)
                .put("utility", quality.utility())
                .put("ndcg", quality.ndcg())
                .putArray("turns");
        rows.add(List.of("0", name, "", "", "", "", "", "first", number(quality.utility()), number(quality.ndcg())));
    }

    /** Adds a turn to the loop that was begun last. */
    void add(LearningLoop.Turn turn) {
        Line line = lines.getLast();
        int number = line.qualities.size();
        line.qualities.add(turn.quality());
        Promotion.Verdict verdict = turn.verdict();
        refusal = String.join("; ", verdict.objections());
        Estimate difference = verdict.difference();
        boolean estimated = !Double.isNaN(turn.positionError());
        rows.add(List.of(
                Integer.toString(number),
                line.name,
                number(turn.traffic().utility()),
                estimated ? number(turn.positionError()) : "",
                number(difference.value()),
                number(difference.lo()) + " to " + number(difference.hi()),
                verdict.passed() ? "passed" : "refused",
                turn.serves() ? verdict.version() : "as before",
                number(turn.quality().utility()),
                number(turn.quality().ndcg())));
        ObjectNode of = json.withArray("/" + line.name + "/turns").addObject();
        of.set("traffic", turn.traffic().json());
        if (estimated) {
            of.put("theta_rmse", turn.positionError());
        }
        of.put("model", verdict.version())
                .put("difference", difference.value())
                .put("difference_lo", difference.lo())
                .put("difference_hi", difference.hi())
                .put("ess", verdict.report().diagnostics().ess())
                .put("passed", verdict.passed())
                .put("serves", turn.serves())
                .put("utility", turn.quality().utility())
                .put("ndcg", turn.quality().ndcg());
        verdict.objections().forEach(of.putArray("objections")::add);
    }

    /** Returns what was added last, in a line, and what the gate had against it. */
    String latest() {
        StringJoiner line = new StringJoiner(", ");
        for (int column = 0; column < HEADER.size(); column++) {
            line.add(HEADER.get(column) + " " + rows.getLast().get(column));
        }
        return refusal.isEmpty() ? line.toString() : line + "; refused because " + refusal;
    }

    TablePrinter table() {
        TablePrinter table = new TablePrinter(HEADER.toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray()));
        return table;
    }

    ObjectNode json() {
        return json;
    }

    /** Writes the page. */
    void write(Path file, List<String> facts) throws IOException {
        HtmlReport report = new HtmlReport("Learning from those who use it");
        facts.forEach(report::paragraph);
        report.chart(chart("True utility of the best slates", "utility", SlateQuality::utility))
                .chart(chart("True nDCG of the best slates", "nDCG", SlateQuality::ndcg))
                .heading("Turns")
                .table(HEADER, rows)
                .write(file);
    }

    private Chart chart(String title, String axis, ToDoubleFunction<SlateQuality> value) {
        return Chart.lines(
                title,
                "turn",
                axis,
                lines.stream()
                        .map(line -> new Chart.Line(
                                line.name,
                                IntStream.range(0, line.qualities.size())
                                        .mapToObj(turn -> (double) turn)
                                        .toList(),
                                line.qualities.stream()
                                        .map(quality -> value.applyAsDouble(quality))
                                        .toList()))
                        .toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

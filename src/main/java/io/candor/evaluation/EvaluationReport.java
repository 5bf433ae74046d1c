package io.candor.evaluation;

import io.candor.math.MeanInterval;
import io.candor.report.Chart;
import io.candor.report.HtmlReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Lays a {@link ModelEvaluation} out for a person. */
public final class EvaluationReport {
    private static final MeanInterval ABSENT = new MeanInterval(Double.NaN, Double.NaN, Double.NaN, 0);

    private final ModelEvaluation evaluation;
    private final Map<String, RankingReport> rankings = new LinkedHashMap<>();
    private final int depth;

    private EvaluationReport(ModelEvaluation evaluation, int depth) {
        this.evaluation = evaluation;
        this.depth = depth;
        rankings.put("model", evaluation.model());
        evaluation.rival().ifPresent(rival -> rankings.put("rival", rival.report()));
        rankings.put("popularity", evaluation.popularity());
        rankings.put("shuffled", evaluation.shuffled());
    }

    /**
     * Returns the document.
     *
     * @param title of the document
     * @param facts sentences on what was judged, and how
     * @param depth the k of the charts, one of those measured
     */
    public static HtmlReport of(String title, List<String> facts, ModelEvaluation evaluation, int depth) {
        EvaluationReport report = new EvaluationReport(evaluation, depth);
        HtmlReport html = new HtmlReport(title);
        facts.forEach(html::paragraph);
        html.heading("Accuracy")
                .chart(report.bars(
                        "At depth " + depth,
                        List.of("HR@", "nDCG@", "Recall@", "Precision@", "MAP@"),
                        List.of("HR", "nDCG", "Recall", "Precision", "MAP")))
                .chart(report.curves());
        List<String> strata = PopularityStrata.NAMES;
        html.heading("By popularity of what was held out")
                .paragraph("Each stratum holds a third of the training interactions: few items in the head, many in the"
                        + " tail.")
                .chart(report.bars(
                        "Recall@" + depth + " by popularity",
                        strata.stream()
                                .map(name -> "Recall@" + depth + "/" + name)
                                .toList(),
                        strata));
        report.tables(html);
        return html;
    }

    /** Leaves out categories in which some ranking has no number. */
    private Chart bars(String title, List<String> metrics, List<String> categories) {
        List<String> names = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            String name = metrics.get(m).endsWith("@") ? metrics.get(m) + depth : metrics.get(m);
            if (rankings.values().stream()
                    .allMatch(report -> Double.isFinite(interval(report, name).mean()))) {
                names.add(name);
                shown.add(categories.get(m));
            }
        }
        List<Chart.Bars> series = new ArrayList<>();
        rankings.forEach((ranking, report) -> series.add(new Chart.Bars(
                ranking,
                names.stream().map(name -> interval(report, name).mean()).toList(),
                names.stream().map(name -> halfWidth(interval(report, name))).toList())));
        return Chart.bars(title, shown, series);
    }

    private Chart curves() {
        List<Chart.Line> lines = new ArrayList<>();
        rankings.forEach((ranking, report) -> lines.add(new Chart.Line(
                ranking,
                IntStream.rangeClosed(1, report.hitCurve().size())
                        .mapToObj(k -> (double) k)
                        .toList(),
                report.hitCurve())));
        return Chart.lines("Share of users with a hit among the first k", "k", "HR@k", lines);
    }

    private void tables(HtmlReport html) {
        List<String> header = new ArrayList<>(List.of("metric"));
        rankings.keySet().forEach(ranking -> header.addAll(List.of(ranking, "95 %")));
        List<List<String>> rows = new ArrayList<>();
        for (String name : evaluation.model().metrics().keySet()) {
            List<String> row = new ArrayList<>(List.of(name));
            rankings.values().forEach(report -> {
                MeanInterval interval = interval(report, name);
                row.add(number(interval.mean()));
                row.add(number(interval.low()) + "–" + number(interval.high()));
            });
            rows.add(row);
        }
        html.heading("All metrics").table(header, rows);
        evaluation.rival().ifPresent(rival -> {
            List<List<String>> differences = new ArrayList<>();
            rival.differences()
                    .forEach((name, difference) -> differences.add(List.of(
                            name,
                            number(difference.interval().mean()),
                            number(difference.interval().low()) + " to "
                                    + number(difference.interval().high()),
                            number(difference.p()))));
            html.heading("Model − rival, over the same users")
                    .table(List.of("metric", "difference", "95 %", "p"), differences);
        });
    }

    private static MeanInterval interval(RankingReport report, String name) {
        return report.metrics().getOrDefault(name, ABSENT);
    }

    private static double halfWidth(MeanInterval interval) {
        return (interval.high() - interval.low()) / 2;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }
}

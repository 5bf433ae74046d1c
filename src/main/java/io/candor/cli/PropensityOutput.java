package io.candor.cli;

import io.candor.debiasing.Place;
import io.candor.debiasing.PositionEstimate;
import io.candor.debiasing.PositionEstimator;
import io.candor.debiasing.PositionGraph;
import io.candor.debiasing.PositionReport;
import io.candor.debiasing.PositionReport.Stratum;
import io.candor.debiasing.TrustModel;
import io.candor.report.Chart;
import io.candor.report.HtmlReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report on position bias for a person. */
record PropensityOutput(PositionReport report) {
    private static final String TITLE = "How likely a position is looked at";
    private static final double LEVEL = 0.05;

    /** Returns lines: a table for each place, and what may be concluded. */
    String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println(summary());
        for (Stratum stratum : strata()) {
            out.println();
            out.println(name(stratum.place()));
            List<List<String>> rows = rows(stratum);
            TablePrinter table = new TablePrinter(header(stratum).toArray(String[]::new));
            rows.forEach(row -> table.row(row.toArray()));
            table.print(out);
            remarks(stratum).forEach(out::println);
        }
        out.flush();
        return text.toString();
    }

    private String summary() {
        return report.slates() + " slates, " + report.drawn()
                + " of them left to chance. θ relative to position 1, with"
                + " 95 % intervals over users; θ to use is " + PositionEstimator.DEFAULT.wire() + ", drawn towards "
                + "the places around it where there are few clicks.";
    }

    /** Returns the places, without those that are the same slates as one before. */
    private List<Stratum> strata() {
        List<Stratum> different = new ArrayList<>();
        for (Stratum stratum : report.strata()) {
            if (different.stream()
                    .noneMatch(other -> other.shown().equals(stratum.shown())
                            && other.clicked().equals(stratum.clicked()))) {
                different.add(stratum);
            }
        }
        return different;
    }

    private static String name(Place place) {
        if (place.equals(Place.ANYWHERE)) {
            return "all placements";
        }
        return place.placement() + (place.device().isEmpty() ? "" : " on " + place.device());
    }

    /** Returns the estimators that know anything of a place. */
    private static List<PositionEstimator> estimators(Stratum stratum) {
        return stratum.estimates().keySet().stream()
                .filter(estimator -> stratum.of(estimator).stream()
                        .anyMatch(estimate -> estimate.position() > 1 && !Double.isNaN(estimate.theta())))
                .toList();
    }

    private static List<String> header(Stratum stratum) {
        List<String> header = new ArrayList<>(List.of("position", "shown", "clicked", "θ to use"));
        estimators(stratum).forEach(estimator -> header.add(estimator.wire()));
        return header;
    }

    private List<List<String>> rows(Stratum stratum) {
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < stratum.shown().size(); k++) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(k + 1));
            row.add(Long.toString(stratum.shown().get(k)));
            row.add(Long.toString(stratum.clicked().get(k)));
            row.add(number(report.bias().known(stratum.place(), k + 1)));
            for (PositionEstimator estimator : estimators(stratum)) {
                PositionEstimate estimate = stratum.of(estimator).get(k);
                row.add(
                        k == 0 || Double.isNaN(estimate.lo())
                                ? number(estimate.theta())
                                : number(estimate.theta()) + " (" + number(estimate.lo()) + " to "
                                        + number(estimate.hi()) + ")");
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> remarks(Stratum stratum) {
        List<String> remarks = new ArrayList<>();
        PositionGraph graph = stratum.graph();
        if (graph.components().size() > 1) {
            remarks.add("Chance does not connect "
                    + graph.components().stream().map(Object::toString).collect(Collectors.joining(", "))
                    + ": θ is known within the first of them only.");
        }
        if (Double.isFinite(graph.cut())) {
            remarks.add(String.format(
                    Locale.ROOT, "The weakest link is that to %s: %.0f weighted clicks.", graph.cutOff(), graph.cut()));
        }
        TrustModel trust = stratum.trust();
        if (!Double.isNaN(trust.pValue())) {
            remarks.add(String.format(
                    Locale.ROOT,
                    trust.pValue() < LEVEL
                            ? "Trust bias: clicks come with the position itself, not by looking alone (p = %.4f); see"
                                    + " trust_bias in the JSON."
                            : "No sign of trust bias (p = %.4f): ratios of θ are enough.",
                    trust.pValue()));
        }
        return remarks;
    }

    /** Returns the curves of all placements as a picture. */
    Chart chart() {
        return chart(report.strata().getFirst());
    }

    HtmlReport html() {
        HtmlReport html = new HtmlReport(TITLE).paragraph(summary());
        for (Stratum stratum : strata()) {
            html.heading(name(stratum.place()));
            html.chart(chart(stratum));
            html.table(header(stratum), rows(stratum));
            remarks(stratum).forEach(html::paragraph);
        }
        return html;
    }

    private static Chart chart(Stratum stratum) {
        List<Chart.Line> lines = new ArrayList<>();
        for (PositionEstimator estimator : estimators(stratum)) {
            List<PositionEstimate> known = stratum.of(estimator).stream()
                    .filter(estimate -> Double.isFinite(estimate.theta()))
                    .toList();
            if (!known.isEmpty()) {
                lines.add(new Chart.Line(
                        estimator.wire(),
                        known.stream()
                                .map(estimate -> (double) estimate.position())
                                .toList(),
                        known.stream().map(PositionEstimate::theta).toList()));
            }
        }
        return Chart.lines(name(stratum.place()), "position", "θ", lines);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
    }
}

package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.math.MeanInterval;
import io.candor.offpolicy.Estimate;
import io.candor.offpolicy.OffPolicyReport;
import io.candor.offpolicy.WeightDiagnostics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/**
 * An off-policy evaluation in words and as JSON.
 *
 * @param policy the one in question
 */
record OffPolicyOutput(String policy, OffPolicyReport report) {
    /** Returns lines for a person: whether to believe it first, then the numbers. */
    String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        WeightDiagnostics diagnostics = report.diagnostics();
        new TablePrinter()
                .row("policy", policy)
                .row("requests", report.requests() + " of " + report.units() + " units")
                .row("mean weight", weight(diagnostics.meanWeight()))
                .row("… of whole slates", weight(diagnostics.slateMeanWeight()))
                .row("effective sample size", String.format(Locale.ROOT, "%.1f", diagnostics.ess()))
                .row("… of whole slates", String.format(Locale.ROOT, "%.1f", diagnostics.slateEss()))
                .row("largest weight", String.format(Locale.ROOT, "%.1f", diagnostics.maxWeight()))
                .row("share of the top 1 %", String.format(Locale.ROOT, "%.3f", diagnostics.topShare()))
                .row("uncovered mass", String.format(Locale.ROOT, "%.4f", diagnostics.uncovered()))
                .print(out);
        out.println();
        TablePrinter positions = new TablePrinter("position", "rows", "mean weight", "mean 1/p");
        diagnostics
                .positions()
                .forEach(position -> positions.row(
                        position.position(),
                        position.rows(),
                        weight(position.meanWeight()),
                        String.format(Locale.ROOT, "%.1f", position.meanInverse())));
        positions.print(out);
        out.println();
        TablePrinter estimates = new TablePrinter("estimator", "parameter", "value", "se", "95 %", "lower bound", "");
        report.estimates()
                .forEach((name, estimate) -> estimates.row(
                        name,
                        parameter(name),
                        number(estimate.value()),
                        number(estimate.se()),
                        number(estimate.lo()) + " to " + number(estimate.hi()),
                        Double.isNaN(estimate.lowerBound()) ? "" : number(estimate.lowerBound()),
                        report.tells(name) ? "" : "not to be relied upon"));
        estimates.print(out);
        out.println();
        out.println(headline());
        out.flush();
        return text.toString();
    }

    private String headline() {
        List<String> objections = report.diagnostics().objections();
        Estimate estimate = report.estimates().get(OffPolicyReport.HEADLINE);
        if (!objections.isEmpty() || estimate == null) {
            return "No headline: " + String.join("; ", objections) + ".";
        }
        return policy + " would have earned " + number(estimate.value()) + " a request (" + number(estimate.lo())
                + " to " + number(estimate.hi()) + ", doubly robust).";
    }

    private String parameter(String name) {
        Double parameter = report.tuned().get(name);
        return parameter == null ? "" : parameter.toString();
    }

    private static String weight(MeanInterval weight) {
        return String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", weight.mean(), weight.low(), weight.high());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    ObjectNode json() {
        WeightDiagnostics diagnostics = report.diagnostics();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("policy", policy).put("requests", report.requests()).put("units", report.units());
        json.put("ess", diagnostics.ess())
                .put("slate_ess", diagnostics.slateEss())
                .put("mean_weight", diagnostics.meanWeight().mean())
                .put("mean_weight_lo", diagnostics.meanWeight().low())
                .put("mean_weight_hi", diagnostics.meanWeight().high())
                .put("slate_mean_weight", diagnostics.slateMeanWeight().mean())
                .put("slate_mean_weight_lo", diagnostics.slateMeanWeight().low())
                .put("slate_mean_weight_hi", diagnostics.slateMeanWeight().high())
                .put("max_weight", diagnostics.maxWeight())
                .put("top_share", diagnostics.topShare())
                .put("uncovered_mass", diagnostics.uncovered());
        ArrayNode positions = json.putArray("positions");
        diagnostics
                .positions()
                .forEach(position -> positions
                        .addObject()
                        .put("position", position.position())
                        .put("rows", position.rows())
                        .put("mean_weight", position.meanWeight().mean())
                        .put("mean_weight_lo", position.meanWeight().low())
                        .put("mean_weight_hi", position.meanWeight().high())
                        .put("mean_inverse_propensity", position.meanInverse()));
        report.estimates().forEach((name, estimate) -> put(json.putObject(name), name, estimate));
        ObjectNode candidates = json.putObject("candidates");
        report.candidates().forEach((name, tuned) -> {
            ArrayNode list = candidates.putArray(name);
            tuned.forEach(each -> list.addObject()
                    .put("parameter", each.parameter())
                    .put("value", each.estimate().value())
                    .put("se", each.estimate().se()));
        });
        List<String> objections = diagnostics.objections();
        json.put("headline", objections.isEmpty() ? OffPolicyReport.HEADLINE : null);
        ArrayNode reasons = json.putArray("objections");
        objections.forEach(reasons::add);
        return json;
    }

    private void put(ObjectNode json, String name, Estimate estimate) {
        json.set("value", finite(estimate.value()));
        json.set("se", finite(estimate.se()));
        json.set("lo", finite(estimate.lo()));
        json.set("hi", finite(estimate.hi()));
        json.set("lower_bound", finite(estimate.lowerBound()));
        json.put("reliable", report.tells(name));
        Double parameter = report.tuned().get(name);
        if (parameter != null) {
            json.put("parameter", parameter);
        }
    }

    private static JsonNode finite(double value) {
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(value)
                : JsonNodeFactory.instance.nullNode();
    }
}

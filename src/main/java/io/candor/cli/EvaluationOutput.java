package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.dataset.Holdout;
import io.candor.evaluation.Difference;
import io.candor.evaluation.EvaluationPlan;
import io.candor.evaluation.ModelEvaluation;
import io.candor.evaluation.RankingReport;
import io.candor.math.MeanInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation as a table, as JSON and in words.
 *
 * @param version of the model
 * @param rival version of the bundle it was compared with, empty when there is none
 */
record EvaluationOutput(
        String version, String rival, Holdout holdout, EvaluationPlan plan, ModelEvaluation evaluation) {
    private static final MeanInterval ABSENT = new MeanInterval(Double.NaN, Double.NaN, Double.NaN, 0);

    /** Returns sentences on what was judged, and how. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(holdout.size() + " users, " + holdout.items() + " items; " + ranking() + ".");
        if (holdout.usersWithoutHistory() > 0) {
            facts.add(holdout.usersWithoutHistory() + " users have no history to rank by and are left out.");
        }
        facts.add("95 % intervals by drawing the users " + plan.bootstrap().replicates()
                + " times with repetition, seed " + plan.bootstrap().seed() + ".");
        if (!rival.isEmpty()) {
            facts.add("The rival is " + rival + ".");
        }
        return facts;
    }

    /** Returns among what the held-out items were ranked. */
    String ranking() {
        return plan.sample().others() == 0
                ? "ranked among all items that the user had not seen"
                : "ranked among " + plan.sample().others()
                        + " sampled items a user: not comparable with figures over all items";
    }

    TablePrinter table() {
        List<String> header = new ArrayList<>(List.of("metric", "model", "95 %", "popularity", "shuffled"));
        if (!rival.isEmpty()) {
            header.addAll(List.of(rival, "difference", "95 %", "p"));
        }
        TablePrinter table = new TablePrinter(header.toArray(String[]::new));
        evaluation.model().metrics().forEach((name, model) -> {
            List<Object> row = new ArrayList<>(List.of(
                    name,
                    model.mean(),
                    range(model),
                    cell(mean(evaluation.popularity(), name)),
                    cell(mean(evaluation.shuffled(), name))));
            evaluation.rival().ifPresent(comparison -> row.addAll(opposed(comparison, name)));
            table.row(row.toArray());
        });
        return table;
    }

    private static List<Object> opposed(ModelEvaluation.Comparison comparison, String name) {
        double mean = mean(comparison.report(), name);
        Difference difference = comparison.differences().get(name);
        return difference == null
                ? List.of(mean, "", "", "")
                : List.of(
                        mean,
                        String.format(
                                Locale.ROOT, "%+.4f", difference.interval().mean()),
                        range(difference.interval()),
                        String.format(Locale.ROOT, "%.4f", difference.p()));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", version)
                .put("users", holdout.size())
                .put("users_without_history", holdout.usersWithoutHistory())
                .put("items", holdout.items())
                .put("ranking", plan.sample().others() == 0 ? "full" : "sampled")
                .put("bootstrap", plan.bootstrap().replicates())
                .put("seed", plan.bootstrap().seed());
        if (plan.sample().others() > 0) {
            json.put("sampled_items", plan.sample().others());
        }
        json.set("metrics", means(evaluation.model()));
        json.set("intervals", intervals(evaluation.model()));
        json.set("popularity", means(evaluation.popularity()));
        json.set("shuffled", means(evaluation.shuffled()));
        evaluation.rival().ifPresent(comparison -> json.set("against", against(comparison)));
        return json;
    }

    private ObjectNode against(ModelEvaluation.Comparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", rival);
        json.set("metrics", means(comparison.report()));
        json.set("intervals", intervals(comparison.report()));
        ObjectNode differences = json.putObject("differences");
        comparison.differences().forEach((name, difference) -> {
            ObjectNode entry = differences.putObject(name);
            entry.set("value", number(difference.interval().mean()));
            entry.set("lo", number(difference.interval().low()));
            entry.set("hi", number(difference.interval().high()));
            entry.set("p", number(difference.p()));
        });
        return json;
    }

    private static double mean(RankingReport report, String name) {
        return report.metrics().getOrDefault(name, ABSENT).mean();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String range(MeanInterval interval) {
        return String.format(Locale.ROOT, "%.4f to %.4f", interval.low(), interval.high());
    }

    private static ObjectNode means(RankingReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        report.metrics().forEach((name, interval) -> json.set(name, number(interval.mean())));
        return json;
    }

    private static ObjectNode intervals(RankingReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        report.metrics()
                .forEach((name, interval) ->
                        json.putArray(name).add(number(interval.low())).add(number(interval.high())));
        return json;
    }

    /** Returns a JSON number, null for NaN, which JSON has no number for. */
    private static JsonNode number(double value) {
        return Double.isNaN(value) ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.numberNode(value);
    }
}

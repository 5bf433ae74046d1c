package io.candor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.simulation.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far the estimates of a position-bias report are from the truth.
 *
 * @param standard the estimator that is used when nothing else is said
 * @param errors by estimator, √(mean of (θ̂_k/θ̂_1 − θ_k/θ_1)²) over the positions below the first; those that know every position
 */
record PositionJudgement(String standard, Map<String, Double> errors) {
    /**
     * Judges the estimates of all slates together.
     *
     * @param report as {@code propensity --format json} prints it
     * @param theta by position
     */
    static PositionJudgement of(JsonNode report, List<Double> theta) {
        Map<String, Double> errors = new LinkedHashMap<>();
        JsonNode all = report.path("strata").path(0).path("estimators");
        all.properties().forEach(estimator -> {
            List<Double> estimate = estimator
                    .getValue()
                    .valueStream()
                    .map(position -> position.path("theta").asDouble(Double.NaN))
                    .toList();
            if (estimate.size() > 1 && estimate.stream().allMatch(Double::isFinite)) {
                errors.put(estimator.getKey(), Truth.error(theta, estimate));
            }
        });
        if (errors.isEmpty()) {
            throw new CandorException(ErrorCode.DATASET_INVALID, "the report tells θ of no estimator");
        }
        return new PositionJudgement(report.path("estimator").asText(), errors);
    }

    TablePrinter table() {
        TablePrinter table = new TablePrinter("estimator", "RMSE of θ", "");
        errors.forEach((name, error) ->
                table.row(name, String.format(Locale.ROOT, "%.5f", error), name.equals(standard) ? "the default" : ""));
        return table;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("estimator", standard);
        errors.forEach(json.putObject("theta_rmse")::put);
        return json;
    }
}

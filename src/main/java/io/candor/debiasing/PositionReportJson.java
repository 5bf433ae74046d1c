package io.candor.debiasing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A report as JSON; a number that is not known is null. */
final class PositionReportJson {
    private PositionReportJson() {}

    static ObjectNode of(PositionReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("slates", report.slates())
                .put("drawn", report.drawn())
                .put("cells_kept", report.cellsKept())
                .put("estimator", PositionEstimator.DEFAULT.wire())
                .put("intervals", "95 %, jackknife over groups of users");
        json.set("bias", report.bias().toJson());
        ArrayNode strata = json.putArray("strata");
        report.strata().forEach(stratum -> stratum(stratum, report.bias(), strata.addObject()));
        return json;
    }

    private static void stratum(PositionReport.Stratum stratum, PositionBias bias, ObjectNode json) {
        json.put("placement", stratum.place().placement())
                .put("device", stratum.place().device());
        ArrayNode positions = json.putArray("positions");
        for (int k = 0; k < stratum.shown().size(); k++) {
            ObjectNode position = positions.addObject();
            position.put("position", k + 1)
                    .put("shown", stratum.shown().get(k))
                    .put("clicked", stratum.clicked().get(k))
                    .put("compared_clicks", stratum.compared().get(k));
            number(position, "theta", bias.known(stratum.place(), k + 1));
        }
        ObjectNode estimators = json.putObject("estimators");
        stratum.estimates().forEach((estimator, estimates) -> {
            ArrayNode list = estimators.putArray(estimator.wire());
            for (PositionEstimate estimate : estimates) {
                ObjectNode one = list.addObject().put("position", estimate.position());
                number(one, "theta", estimate.theta());
                number(one, "lo", estimate.lo());
                number(one, "hi", estimate.hi());
            }
        });
        graph(stratum.graph(), json.putObject("graph"));
        trust(stratum.trust(), json.putObject("trust_bias"));
    }

    private static void graph(PositionGraph graph, ObjectNode json) {
        ArrayNode components = json.putArray("components");
        graph.components().forEach(component -> list(component, components.addArray()));
        number(json, "cut", graph.cut());
        list(graph.cutOff(), json.putArray("cut_off"));
    }

    private static void list(List<Integer> positions, ArrayNode json) {
        positions.forEach(json::add);
    }

    private static void trust(TrustModel trust, ObjectNode json) {
        number(json, "p_value", trust.pValue());
        ArrayNode positions = json.putArray("positions");
        for (TrustModel.Position position : trust.positions()) {
            ObjectNode one = positions.addObject().put("position", position.position());
            number(one, "slope", position.slope());
            number(one, "slope_lo", position.slopeLow());
            number(one, "slope_hi", position.slopeHigh());
            number(one, "intercept", position.intercept());
            number(one, "intercept_lo", position.interceptLow());
            number(one, "intercept_hi", position.interceptHigh());
        }
    }

    private static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }
}

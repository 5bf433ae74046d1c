package io.candor.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of some traffic.
 *
 * @param slates that were answered
 * @param clicks of all users
 * @param events that the server accepted
 * @param utility mean over the slates of people of Σ_k θ_k γ_k: of what they looked at, how much they liked
 * @param relevance mean γ of what people were shown
 * @param seconds it took
 * @param degraded slates that the server says could have been better
 * @param errors requests that failed, by what happened; unmodifiable
 */
public record SimulationReport(
        long slates,
        long clicks,
        long events,
        double utility,
        double relevance,
        double seconds,
        long degraded,
        Map<String, Long> errors) {
    public SimulationReport {
        errors = Map.copyOf(errors);
    }

    public double slatesASecond() {
        return slates / seconds;
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("slates", slates)
                .put("clicks", clicks)
                .put("events", events)
                .put("utility", utility)
                .put("relevance", relevance)
                .put("seconds", seconds)
                .put("slates_per_second", slatesASecond())
                .put("degraded", degraded);
        ObjectNode failed = json.putObject("errors");
        new TreeMap<>(errors).forEach(failed::put);
        return json;
    }
}

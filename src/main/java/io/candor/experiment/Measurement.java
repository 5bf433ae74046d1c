package io.candor.experiment;

import java.util.List;

/**
 * What of an experiment is reported.
 *
 * @param metrics in the order of the report
 * @param guardrails what must not get worse
 */
public record Measurement(List<Metric> metrics, List<Guardrail> guardrails) {
    public Measurement {
        metrics = List.copyOf(metrics);
        guardrails = List.copyOf(guardrails);
    }
}

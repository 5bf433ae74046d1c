package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.experiment.Comparison;
import io.candor.experiment.Estimate;
import io.candor.experiment.ExperimentResults;
import io.candor.experiment.Interval;
import io.candor.experiment.SampleRatio;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Writes what came of an experiment as JSON; a number that is not known yet is null. */
final class ResultsJson {

    private ResultsJson() {}

    static Buffer of(ExperimentResults results) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("experiment", results.experiment());
            out.writeStringField("control", results.control());
            number("alpha", results.alpha(), out);
            out.writeNumberField("tuned_units", results.tunedUnits());
            out.writeArrayFieldStart("arms");
            for (ExperimentResults.ArmResult arm : results.arms()) {
                arm(arm, out);
            }
            out.writeEndArray();
            sampleRatio(results.sampleRatio(), out);
            guardrails(results, out);
            out.writeNumberField("crossovers", results.crossovers());
            out.writeArrayFieldStart("warnings");
            for (ExperimentResults.Warning warning : results.warnings()) {
                out.writeString(warning.name().toLowerCase(Locale.ROOT));
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void arm(ExperimentResults.ArmResult arm, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("variant", arm.variant());
        out.writeNumberField("units", arm.units());
        number("share", arm.share(), out);
        out.writeArrayFieldStart("metrics");
        for (ExperimentResults.MetricResult metric : arm.metrics()) {
            metric(metric, out);
        }
        out.writeEndArray();
        out.writeFieldName("debiased_ctr");
        Optional<ExperimentResults.MetricResult> debiased = arm.debiasedCtr();
        if (debiased.isPresent()) {
            metric(debiased.get(), out);
        } else {
            out.writeNull();
        }
        out.writeEndObject();
    }

    private static void metric(ExperimentResults.MetricResult metric, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("metric", metric.metric());
        estimate(metric.estimate(), out);
        interval("interval", metric.interval(), out);
        out.writeFieldName("comparison");
        if (metric.comparison().isPresent()) {
            comparison(metric.comparison().get(), out);
        } else {
            out.writeNull();
        }
        out.writeEndObject();
    }

    private static void estimate(Estimate estimate, JsonGenerator out) throws IOException {
        number("value", estimate.value(), out);
        number("standard_error", estimate.standardError(), out);
        out.writeNumberField("units", estimate.n());
    }

    private static void comparison(Comparison comparison, JsonGenerator out) throws IOException {
        out.writeStartObject();
        number("lift", comparison.lift().value(), out);
        number("lift_standard_error", comparison.lift().standardError(), out);
        interval("sequence", comparison.sequence(), out);
        number("sequence_p_value", comparison.sequencePValue(), out);
        interval("fixed", comparison.fixed(), out);
        number("difference", comparison.difference(), out);
        interval("fixed_difference", comparison.fixedDifference(), out);
        number("fixed_p_value", comparison.fixedPValue(), out);
        number("mixture_p_value", comparison.mixturePValue(), out);
        number("adjusted_lift", comparison.adjusted().value(), out);
        number("adjusted_lift_standard_error", comparison.adjusted().standardError(), out);
        interval("adjusted_sequence", comparison.adjustedSequence(), out);
        number("variance_reduction", comparison.varianceReduction(), out);
        out.writeEndObject();
    }

    private static void sampleRatio(SampleRatio ratio, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("sample_ratio");
        number("chi_square", ratio.chiSquare(), out);
        out.writeNumberField("degrees", ratio.degrees());
        number("p_value", ratio.pValue(), out);
        number("sequential_p_value", ratio.sequentialPValue(), out);
        out.writeEndObject();
    }

    private static void guardrails(ExperimentResults results, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("guardrails");
        for (ExperimentResults.GuardrailResult result : results.guardrails()) {
            out.writeStartObject();
            out.writeStringField("variant", result.variant());
            out.writeStringField("metric", result.guardrail().metric().name());
            out.writeStringField("direction", result.guardrail().direction().wire());
            number("tolerated_loss", result.guardrail().toleratedLoss(), out);
            out.writeStringField("verdict", result.verdict().wire());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void interval(String name, Interval interval, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        number("low", interval.low(), out);
        number("high", interval.high(), out);
        out.writeEndObject();
    }

    private static void number(String name, double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(name, value);
        } else {
            out.writeNullField(name);
        }
    }
}

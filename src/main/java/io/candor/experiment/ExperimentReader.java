package io.candor.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.catalog.Ids;
import io.candor.config.NearestName;
import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads one document and goes on after a violation to find the others. Used once. */
final class ExperimentReader {
    private static final List<String> VARIANT = List.of("id", "weight", "overrides");
    private static final List<String> NAMESPACE = List.of("start", "end");
    private static final List<String> GUARDRAIL = List.of("metric", "direction", "tolerated_loss");
    private static final double MAX_WEIGHT = 1e6;
    private static final double GRID_TOLERANCE = 1e-6;

    private final DocumentFields fields;
    private final String pathId;
    private final List<Violation> violations;

    ExperimentReader(JsonNode document, String pathId, List<Violation> violations) {
        this.pathId = pathId;
        this.violations = violations;
        this.fields = new DocumentFields(document, "", violations).only(ExperimentCodec.FIELDS);
    }

    Optional<Experiment> read() {
        int before = violations.size();
        String id = id();
        boolean enabled = fields.flag("enabled", false);
        Bucketing bucketing = bucketing(id);
        Audience audience = audience();
        List<Variant> variants = variants();
        String control = control(variants);
        Measurement measurement = measurement();
        String hypothesis = fields.text("hypothesis", "", ExperimentCodec.MAX_TEXT_BYTES);
        String description = fields.text("description", "", ExperimentCodec.MAX_TEXT_BYTES);
        return violations.size() == before
                ? Optional.of(new Experiment(
                        id, enabled, bucketing, audience, variants, control, measurement, hypothesis, description))
                : Optional.empty();
    }

    private String id() {
        String id = fields.name("id", pathId);
        String problem = fields.has("id") || !id.isEmpty() ? Names.problemOf(id) : "is missing";
        if (!pathId.isEmpty() && !id.equals(pathId)) {
            fields.refuse("id", "must be \"" + pathId + "\" as in the path, was \"" + id + "\"");
        } else if (!problem.isEmpty()
                && violations.stream().noneMatch(v -> v.field().equals("id"))) {
            fields.refuse("id", problem);
        }
        return id;
    }

    private Bucketing bucketing(String id) {
        Hashing hashing = hashing();
        double holdout = fields.number("holdout", 0, 0, 1);
        if (hashing != Hashing.CANDOR && holdout > 0) {
            fields.refuse("holdout", "must be 0 with hashing " + hashing.wire() + ", whose SDKs know of none");
        }
        return new Bucketing(
                fields.name("layer", "default"),
                fields.text("salt", id, ExperimentCodec.MAX_SALT_BYTES),
                hashing,
                namespace(),
                fields.number("coverage", 1, 0, 1),
                holdout);
    }

    private Hashing hashing() {
        String name = fields.text("hashing", Hashing.CANDOR.wire(), ExperimentCodec.MAX_SALT_BYTES);
        Optional<Hashing> hashing = Hashing.named(name);
        if (hashing.isEmpty()) {
            fields.refuse("hashing", "must be one of " + String.join(", ", Hashing.names()) + ", was \"" + name + "\"");
        }
        return hashing.orElse(Hashing.CANDOR);
    }

    private Optional<SegmentRange> namespace() {
        if (!fields.has("namespace")) {
            return Optional.empty();
        }
        int before = violations.size();
        DocumentFields range = new DocumentFields(fields.node("namespace"), "namespace", violations).only(NAMESPACE);
        int start = segment(range, "start", 0);
        int end = segment(range, "end", 1);
        if (violations.size() > before) {
            return Optional.empty();
        }
        if (end <= start) {
            fields.refuse("namespace", "must end after its start");
            return Optional.empty();
        }
        return Optional.of(new SegmentRange(start, end));
    }

    private static int segment(DocumentFields range, String name, double absent) {
        double share = range.number(name, absent, 0, 1);
        if (Math.abs(share - Segments.rounded(share)) > GRID_TOLERANCE) {
            range.refuse(name, "must be a multiple of " + 1.0 / SegmentRange.SEGMENTS + ", was " + share);
        }
        return Segments.count(share);
    }

    private Audience audience() {
        List<String> placements = fields.texts("placements", ExperimentCodec.MAX_PLACEMENTS, Names.MAX_LENGTH);
        OptionalLong startsAt = fields.time("starts_at");
        OptionalLong endsAt = fields.time("ends_at");
        if (startsAt.isPresent() && endsAt.isPresent() && endsAt.getAsLong() <= startsAt.getAsLong()) {
            fields.refuse("ends_at", "must be after starts_at");
        }
        return new Audience(placements, targeting(), startsAt, endsAt);
    }

    private Targeting targeting() {
        return fields.has("targeting")
                ? new TargetingReader(fields.node("targeting"), violations).read()
                : Targeting.EVERYBODY;
    }

    private List<Variant> variants() {
        List<JsonNode> nodes = fields.list("variants", ExperimentCodec.MAX_VARIANTS);
        List<Variant> variants = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            Variant variant = variant(nodes.get(i), "variants[" + i + "]");
            variants.add(variant);
            if (!ids.add(variant.id())) {
                fields.refuse("variants[" + i + "].id", "is given twice");
            }
        }
        if (nodes.isEmpty()) {
            fields.refuse("variants", "must name at least one");
        } else if (!(variants.stream().mapToDouble(Variant::weight).sum() > 0)) {
            fields.refuse("variants", "must have a weight above 0 among them");
        }
        return variants;
    }

    private Variant variant(JsonNode node, String path) {
        DocumentFields variant = new DocumentFields(node, path, violations).only(VARIANT);
        String id = variant.name("id", "");
        if (!variant.has("id")) {
            variant.refuse("id", "is missing");
        } else if (id.equals(Experiment.HOLDOUT)) {
            variant.refuse("id", "must not be \"" + Experiment.HOLDOUT + "\", the name of those left out");
        }
        double weight = variant.number("weight", 1, 0, MAX_WEIGHT);
        OverrideReader overrides = new OverrideReader(violations);
        return new Variant(id, weight, overrides.read(variant.node("overrides"), variant.path("overrides")));
    }

    private String control(List<Variant> variants) {
        List<String> ids = variants.stream().map(Variant::id).toList();
        String control = fields.name("control", ids.isEmpty() ? "" : ids.getFirst());
        if (!ids.isEmpty() && !ids.contains(control)) {
            fields.refuse("control", "must be one of " + String.join(", ", ids) + ", was \"" + control + "\"");
        }
        return control;
    }

    private Measurement measurement() {
        List<Metric> metrics = new ArrayList<>();
        List<String> names = fields.texts("metrics", ExperimentCodec.MAX_METRICS, Ids.MAX_BYTES);
        for (int i = 0; i < names.size(); i++) {
            metric(fields, "metrics[" + i + "]", names.get(i)).ifPresent(metrics::add);
        }
        if (!fields.has("metrics")) {
            metrics.add(Metric.ctr());
        }
        List<JsonNode> nodes = fields.list("guardrails", ExperimentCodec.MAX_GUARDRAILS);
        List<Guardrail> guardrails = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            guardrail(nodes.get(i), "guardrails[" + i + "]").ifPresent(guardrails::add);
        }
        return new Measurement(metrics, guardrails);
    }

    private Optional<Guardrail> guardrail(JsonNode node, String path) {
        DocumentFields guardrail = new DocumentFields(node, path, violations).only(GUARDRAIL);
        if (!guardrail.has("metric")) {
            guardrail.refuse("metric", "is missing");
        }
        String name = guardrail.text("metric", "", Ids.MAX_BYTES);
        String direction = guardrail.text("direction", Guardrail.Direction.UP.wire(), Ids.MAX_BYTES);
        Guardrail.Direction way =
                direction.equals(Guardrail.Direction.DOWN.wire()) ? Guardrail.Direction.DOWN : Guardrail.Direction.UP;
        if (!direction.equals(way.wire())) {
            guardrail.refuse("direction", "must be up or down, the way that is better, was \"" + direction + "\"");
        }
        double loss = guardrail.number("tolerated_loss", 0, 0, 1);
        return name.isEmpty()
                ? Optional.empty()
                : metric(guardrail, "metric", name).map(metric -> new Guardrail(metric, way, loss));
    }

    private static Optional<Metric> metric(DocumentFields fields, String field, String name) {
        Optional<Metric> metric = Metric.named(name);
        if (metric.isEmpty()) {
            String hint = NearestName.of(name, Metric.names())
                    .map(near -> ", did you mean " + near + "?")
                    .orElse("; there are ctr, click_per_unit, watch_seconds, purchase_share and the like");
            fields.refuse(field, "there is no metric \"" + DocumentFields.shortened(name) + "\"" + hint);
        }
        return metric;
    }
}

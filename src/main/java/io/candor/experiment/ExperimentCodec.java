package io.candor.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON forms of an {@link Experiment}: the document of the HTTP API, and, with what was allotted, that of storage.
 *
 * <pre>{@code
 * {"id": "floor", "layer": "ranking", "coverage": 0.5, "enabled": true, "placements": ["home"],
 *  "targeting": {"subjects": ["user"], "all": [{"attribute": "device", "values": ["phone", "tablet"]}]},
 *  "variants": [{"id": "control", "weight": 1},
 *               {"id": "explore", "weight": 1, "overrides": {"exploration": {"policy": "plackett_luce"}}}],
 *  "control": "control", "salt": "floor", "hashing": "candor", "namespace": {"start": 0, "end": 0.5}, "holdout": 0.05,
 *  "metrics": ["ctr", "watch_seconds"], "guardrails": [{"metric": "ctr", "direction": "up", "tolerated_loss": 0.02}],
 *  "starts_at": "2026-01-01T00:00:00Z", "ends_at": "…", "hypothesis": "…", "description": "…"}
 * }</pre>
 *
 * Only {@code id} and {@code variants} must be there. Left out, {@code layer} is {@code default}, {@code coverage} 1, {@code
 * enabled} false, {@code placements} all, {@code weight} 1, {@code control} the first variant, {@code salt} the id, {@code
 * hashing} {@code candor}, {@code holdout} 0, {@code metrics} {@code ctr}, {@code direction} {@code up}, {@code
 * tolerated_loss} 0, {@code start} 0, {@code end} 1; without a namespace, free room of the layer is allotted. A holdout of a
 * whole layer is an experiment of that layer with {@code holdout} 1. Stateless and thread-safe.
 */
public final class ExperimentCodec {
    public static final int MAX_VARIANTS = 16;
    public static final int MAX_PLACEMENTS = 64;
    /** Of each of {@code all}, {@code any} and {@code none}. */
    public static final int MAX_CONDITIONS = 16;
    /** Of a condition. */
    public static final int MAX_VALUES = 64;

    public static final int MAX_METRICS = 16;
    public static final int MAX_GUARDRAILS = 8;
    public static final int MAX_SALT_BYTES = 64;
    /** Of hypothesis and description. */
    public static final int MAX_TEXT_BYTES = 4096;

    /** The fields of a document. */
    public static final List<String> FIELDS = List.of(
            "id",
            "layer",
            "coverage",
            "enabled",
            "placements",
            "targeting",
            "variants",
            "control",
            "salt",
            "hashing",
            "namespace",
            "holdout",
            "metrics",
            "guardrails",
            "starts_at",
            "ends_at",
            "hypothesis",
            "description");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(400)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ExperimentCodec() {}

    /**
     * Reads a document.
     *
     * @param json UTF-8
     * @param pathId the id the sender named elsewhere; empty when the document must carry it
     * @param violations everything that is wrong is added here, with its path; {@link ExperimentRules} finds the rest
     * @return the experiment, or empty when something was added
     * @throws CandorException MALFORMED_JSON when it is not one JSON document, or names a field twice
     */
    public static Optional<Experiment> read(byte[] json, String pathId, List<Violation> violations) {
        return new ExperimentReader(tree(json), pathId, violations).read();
    }

    /** Returns the document as one line of UTF-8 JSON. */
    public static byte[] encode(Experiment experiment) {
        return bytes(out -> write(experiment, out));
    }

    /** Writes the document as one JSON object. */
    public static void write(Experiment experiment, JsonGenerator out) throws IOException {
        out.writeStartObject();
        ExperimentWriter.fields(experiment, out);
        out.writeEndObject();
    }

    /** Returns what is stored, as one line of UTF-8 JSON. */
    public static byte[] encode(AllottedExperiment allotted) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeFieldName("document");
            write(allotted.document(), out);
            ExperimentWriter.allotment(allotted, out);
            out.writeEndObject();
        });
    }

    /**
     * Reads what was stored.
     *
     * @throws CandorException MALFORMED_JSON or INVALID_REQUEST (with all violations) when it was not written by {@link
     *     #encode(AllottedExperiment)}
     */
    public static AllottedExperiment decode(byte[] json) {
        JsonNode tree = tree(json);
        List<Violation> violations = new ArrayList<>();
        Experiment document = new ExperimentReader(tree.path("document"), "", violations)
                .read()
                .orElseThrow(() -> new CandorException(
                        ErrorCode.INVALID_REQUEST,
                        "a stored experiment breaks " + violations.size() + " rules",
                        violations));
        List<SegmentRange> segments = new ArrayList<>();
        tree.path("segments")
                .forEach(n -> segments.add(
                        new SegmentRange(n.path(0).asInt(), n.path(1).asInt())));
        List<BucketRange> arms = new ArrayList<>();
        tree.path("arms")
                .forEach(n -> arms.add(new BucketRange(
                        n.path(0).asInt(), n.path(1).asInt(), n.path(2).asText())));
        List<AllottedExperiment.Epoch> epochs = new ArrayList<>();
        tree.path("epochs").forEach(n -> epochs.add(epoch(n)));
        return new AllottedExperiment(document, new Allocation(segments, arms), epochs);
    }

    private static AllottedExperiment.Epoch epoch(JsonNode node) {
        Map<String, Double> shares = new LinkedHashMap<>();
        node.path("shares")
                .properties()
                .forEach(e -> shares.put(e.getKey(), e.getValue().asDouble()));
        return new AllottedExperiment.Epoch(node.path("since").asLong(), shares);
    }

    private static JsonNode tree(byte[] json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.isMissingNode()) {
                throw new CandorException(ErrorCode.MALFORMED_JSON, "not a JSON document, it is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : Math.max(e.getLocation().getByteOffset(), 0);
            throw new CandorException(ErrorCode.MALFORMED_JSON, "not a JSON document, wrong at byte " + at, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }
}

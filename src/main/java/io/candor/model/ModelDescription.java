package io.candor.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Map;

/**
 * What the maker of a bundle knows of it and the files do not say; the rest of the manifest is counted and measured.
 *
 * @param version unique among bundles; see {@link ModelManifest#version}
 * @param createdAt when it was made
 * @param algorithm what made the factors: {@code ials}, {@code import}, …
 * @param hyperparameters of the algorithm, as a JSON object
 * @param foldIn how a user vector is computed from signals: {@code ials} or {@code none}
 * @param dataDigest SHA-256 over the training data, empty when unknown
 * @param metrics name to value, as measured when it was made; finite
 */
public record ModelDescription(
        String version,
        Instant createdAt,
        String algorithm,
        JsonNode hyperparameters,
        String foldIn,
        String dataDigest,
        Map<String, Double> metrics) {
    public ModelDescription {
        ModelManifest.checkVersion(version);
        metrics = Map.copyOf(metrics);
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("metric " + name + " must be finite, was " + value);
            }
        });
    }

    /** Describes factors that came from elsewhere and of which nothing else is known. */
    public static ModelDescription imported(String version, Instant createdAt) {
        return new ModelDescription(
                version, createdAt, "import", JsonNodeFactory.instance.objectNode(), "none", "", Map.of());
    }

    /** Returns the manifest of a bundle with these parts. */
    ModelManifest manifest(int dims, int items, int users, JsonNode index, Map<String, ModelManifest.FileEntry> files) {
        return new ModelManifest(
                ModelManifest.FORMAT,
                version,
                createdAt.toString(),
                dims,
                items,
                users,
                ModelManifest.INNER_PRODUCT,
                algorithm,
                hyperparameters,
                foldIn,
                dataDigest,
                metrics,
                index,
                files);
    }
}

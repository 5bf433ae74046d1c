package io.candor.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * {@code manifest.json}: what a bundle is, and how to tell that it is whole.
 *
 * @param format version of the bundle format; readers refuse a higher one
 * @param version the model's version, unique among bundles: 1 to 64 of {@code [A-Za-z0-9._-]}
 * @param createdAt ISO-8601
 * @param dims length of every factor vector
 * @param items number of item rows
 * @param users number of user rows
 * @param similarity always {@code inner_product} in format 1
 * @param algorithm what made the factors: {@code ials}, {@code import}, …
 * @param hyperparameters of the algorithm, as JSON
 * @param foldIn how a user vector is computed from signals: {@code ials} or {@code none}
 * @param dataDigest SHA-256 over the training data, empty when unknown
 * @param metrics name to value, as measured when it was made
 * @param index which index serves and what was measured of both, as JSON (written by {@code retrieval})
 * @param files name to length and checksum of every other file
 */
public record ModelManifest(
        int format,
        String version,
        String createdAt,
        int dims,
        int items,
        int users,
        String similarity,
        String algorithm,
        JsonNode hyperparameters,
        String foldIn,
        String dataDigest,
        Map<String, Double> metrics,
        JsonNode index,
        Map<String, FileEntry> files) {
    public static final int FORMAT = 1;

    /**
     * One file of the bundle.
     *
     * @param bytes its exact length
     * @param crc32c CRC-32C of its content, eight lower-case hexadecimal digits
     */
    public record FileEntry(long bytes, String crc32c) {}

    public ModelManifest {
        metrics = Map.copyOf(metrics);
        files = Map.copyOf(files);
    }
}

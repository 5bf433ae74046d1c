package io.candor.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code manifest.json}: what a bundle is, and how to tell that it is whole.
 *
 * @param format version of the bundle format; readers refuse a higher one
 * @param version the model's version, unique among bundles: 1 to 64 of {@code [A-Za-z0-9._-]}, not starting with a dot
 * @param createdAt ISO-8601
 * @param dims length of every factor vector; positive
 * @param items number of item rows; not negative
 * @param users number of user rows; not negative
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

    /** The oldest format that is still read. */
    public static final int OLDEST_FORMAT = 1;

    /** The only similarity of format 1. */
    public static final String INNER_PRODUCT = "inner_product";

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern CRC = Pattern.compile("[0-9a-f]{8}");

    /**
     * One file of the bundle.
     *
     * @param bytes its exact length
     * @param crc32c CRC-32C of its content, eight lower-case hexadecimal digits
     */
    public record FileEntry(long bytes, String crc32c) {
        public FileEntry {
            if (bytes < 0) {
                throw new IllegalArgumentException("a file cannot have " + bytes + " bytes");
            }
            if (!CRC.matcher(crc32c).matches()) {
                throw new IllegalArgumentException("crc32c must be 8 lower-case hex digits, was '" + crc32c + "'");
            }
        }
    }

    public ModelManifest {
        checkVersion(version);
        if (dims <= 0 || items < 0 || users < 0) {
            throw new IllegalArgumentException("dims must be positive, items and users not negative, were " + dims
                    + ", " + items + " and " + users);
        }
        if (!similarity.equals(INNER_PRODUCT)) {
            throw new IllegalArgumentException("similarity must be " + INNER_PRODUCT + ", was '" + similarity + "'");
        }
        metrics = Map.copyOf(metrics);
        files = Map.copyOf(files);
    }

    /** Throws {@link IllegalArgumentException} when a text cannot be a model version. */
    public static void checkVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version must be 1 to 64 of [A-Za-z0-9._-] and not start with a dot, was '" + version + "'");
        }
    }
}

package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.model.ModelSnapshot;
import io.candor.retrieval.RetrievalConfig.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the index of a bundle. Thread-safe. */
public final class IndexReader {
    private IndexReader() {}

    /**
     * Returns the index that serves: the one the bundle chose, unless the configuration says otherwise; where it chose by depth, so does the index.
     *
     * <p>It reads the factors of the snapshot and lives as long. A bundle without any index (made by other means) is
     * given an exact one in memory.
     *
     * @throws CandorException BUNDLE_CORRUPT when an index file is missing, damaged or of other factors; BUNDLE_TOO_OLD or
     *     BUNDLE_TOO_NEW when another version wrote it; BUNDLE_MISSING when a graph is asked for and the bundle has none
     */
    public static CandidateIndex open(ModelSnapshot snapshot, RetrievalConfig config) {
        try {
            return openFiles(snapshot, config);
        } catch (IOException e) {
            throw new CandorException(
                    ErrorCode.BUNDLE_CORRUPT, "index of " + snapshot.directory() + " cannot be read: " + e, e);
        }
    }

    private static CandidateIndex openFiles(ModelSnapshot snapshot, RetrievalConfig config) throws IOException {
        FactorMatrix items = snapshot.items();
        Path file = snapshot.directory().resolve(ExactFile.NAME);
        JsonNode description = snapshot.manifest().index();
        if (IndexDescription.kindOf(description).isEmpty()) {
            return new ScanIndex(ExactStore.of(items, ScanOrder.byNorm(items)), items);
        }
        if (!Files.exists(file)) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, ExactFile.NAME + " is missing");
        }
        ScanIndex exact = new ScanIndex(ExactFile.read(file, items), items).withCosines(cosines(description, config));
        return isGraphWanted(description, config) ? graph(snapshot, config, exact) : exact;
    }

    private static ScanCosines cosines(JsonNode description, RetrievalConfig config) {
        try {
            return config.index() == Mode.EXACT ? ScanCosines.EXACT : IndexDescription.cosinesOf(description);
        } catch (IllegalArgumentException e) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, "the manifest's index.scan: " + e.getMessage(), e);
        }
    }

    private static boolean isGraphWanted(JsonNode description, RetrievalConfig config) {
        return switch (config.index()) {
            case AUTO ->
                IndexDescription.kindOf(description).filter("hnsw"::equals).isPresent();
            case HNSW -> true;
            case EXACT -> false;
        };
    }

    private static CandidateIndex graph(ModelSnapshot snapshot, RetrievalConfig config, ScanIndex exact)
            throws IOException {
        Path file = snapshot.directory().resolve(GraphFile.NAME);
        JsonNode description = snapshot.manifest().index();
        if (!Files.exists(file)) {
            throw missingGraph(IndexDescription.kindOf(description).orElse("exact"));
        }
        EfPair calibrated = IndexDescription.efOf(description)
                .orElseThrow(() -> new CandorException(
                        ErrorCode.BUNDLE_CORRUPT, "the manifest has " + GraphFile.NAME + " but no ef for it"));
        EfPair ef = config.ef() == 0 ? calibrated : calibrated.withAt100(config.ef());
        GraphRange depths = config.index() == Mode.HNSW ? GraphRange.ALL : IndexDescription.rangeOf(description);
        return HnswIndex.of(GraphFile.read(file, snapshot.items()), ef, exact).withDepths(depths);
    }

    private static CandorException missingGraph(String kind) {
        return kind.equals("hnsw")
                ? new CandorException(ErrorCode.BUNDLE_CORRUPT, GraphFile.NAME + " is missing")
                : new CandorException(
                        ErrorCode.BUNDLE_MISSING,
                        "retrieval.index is hnsw, but the bundle was built with the exact index only;"
                                + " build it again with retrieval.index: hnsw, or set it to auto");
    }
}

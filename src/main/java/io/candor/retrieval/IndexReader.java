package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.model.ModelSnapshot;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the index of a bundle. Thread-safe. */
public final class IndexReader {
    private IndexReader() {}

    /**
     * Returns the index that serves: the one the bundle chose, unless the configuration says otherwise.
     *
     * <p>It lives as long as the snapshot, which closes it. A bundle without any index (made by other means) is
     * given an exact one in memory.
     *
     * @throws CandorException BUNDLE_CORRUPT when an index file is missing, damaged or of other factors; BUNDLE_TOO_OLD or
     *     BUNDLE_TOO_NEW when another version wrote it; BUNDLE_MISSING when a graph is asked for and the bundle has none
     */
    public static CandidateIndex open(ModelSnapshot snapshot, RetrievalConfig config) {
        Arena arena = Arena.ofShared();
        try {
            CandidateIndex index = open(snapshot, config, arena);
            snapshot.onClose(index);
            return index;
        } catch (IOException e) {
            arena.close();
            throw new CandorException(
                    ErrorCode.BUNDLE_CORRUPT, "index of " + snapshot.directory() + " cannot be read: " + e, e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static CandidateIndex open(ModelSnapshot snapshot, RetrievalConfig config, Arena arena) throws IOException {
        FactorMatrix items = snapshot.items();
        Path file = snapshot.directory().resolve(ExactFile.NAME);
        JsonNode description = snapshot.manifest().index();
        if (IndexDescription.kindOf(description).isEmpty()) {
            return new ExactIndex(ExactStore.of(items, arena), items, arena::close);
        }
        if (!Files.exists(file)) {
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, ExactFile.NAME + " is missing");
        }
        CandidateIndex exact = new ExactIndex(ExactFile.map(file, items, arena), items, arena::close);
        return isGraphWanted(description, config) ? graph(snapshot, config, exact) : exact;
    }

    private static boolean isGraphWanted(JsonNode description, RetrievalConfig config) {
        return switch (config.index()) {
            case AUTO ->
                IndexDescription.kindOf(description).filter("hnsw"::equals).isPresent();
            case HNSW -> true;
            case EXACT -> false;
        };
    }

    private static CandidateIndex graph(ModelSnapshot snapshot, RetrievalConfig config, CandidateIndex exact)
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
        return HnswIndex.of(GraphFile.read(file, snapshot.items()), snapshot.items(), ef, exact);
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

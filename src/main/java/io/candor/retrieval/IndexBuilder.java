package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.error.CandorException;
import io.candor.math.FactorMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Builds the index files of a bundle and chooses, by measuring, which of them serves.
 *
 * <p>Not thread-safe.
 */
public final class IndexBuilder {
    private final RetrievalConfig config;
    private final Consumer<String> progress;

    /**
     * Creates one.
     *
     * @param progress takes a line for a person at every step
     */
    public IndexBuilder(RetrievalConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    /**
     * Writes the index files into {@code directory} and returns what the manifest says of them.
     *
     * @param items shape (items × dims)
     * @param users shape (users × dims), a sample of which is measured with; without rows, items are taken
     * @param directory of the bundle; must not have index files yet
     * @throws CandorException INDEX_BELOW_RECALL when a graph is demanded and none reaches the recall target
     * @throws IOException when a file cannot be written
     */
    public JsonNode build(FactorMatrix items, FactorMatrix users, Path directory) throws IOException {
        progress.accept("finding the neighbours of " + items.rows() + " items");
        NeighbourBuilder.write(items, directory);
        return new Calibration(config, progress, items, users).run(directory).toJson();
    }
}

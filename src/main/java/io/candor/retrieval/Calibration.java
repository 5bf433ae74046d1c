package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** One calibration: builds, measures, chooses, writes. */
final class Calibration {
    private final RetrievalConfig config;
    private final Consumer<String> progress;
    private final FactorMatrix items;
    private final QuerySample sample;

    Calibration(RetrievalConfig config, Consumer<String> progress, FactorMatrix items, FactorMatrix users) {
        this.config = config;
        this.progress = progress;
        this.items = items;
        this.sample = QuerySample.of(items, users, config.sampleQueries());
    }

    IndexDescription run(Path directory) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            progress.accept("exact index of " + items.rows() + " rows");
            ExactStore store = ExactStore.of(items, 0, arena);
            ExactFile.write(store, items, directory.resolve(ExactFile.NAME));
            ExactIndex exact = new ExactIndex(store, items, () -> {});
            double[] micros = new IndexTimer(sample).micros(exact);
            return new IndexDescription(
                    exact.kind(),
                    "configured: " + config.index(),
                    sample.size(),
                    sample.from(),
                    new IndexDescription.Exact(store.cut(), new IndexDescription.Cpu(micros[0], micros[1])),
                    Optional.empty());
        }
    }
}

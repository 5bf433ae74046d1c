package io.candor.bench;

import io.candor.math.FloatColumn;
import io.candor.model.BundleWriter;
import io.candor.model.TestBundles;
import io.candor.retrieval.GeneratedFactors;
import io.candor.retrieval.IndexBuilder;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A generated bundle with attributes: items {@code item-0…}, users {@code user-0…}, a function of its size. */
public record BenchBundle(int items, int users, int dims, RetrievalConfig.Mode index) {
    /** Writes it into a directory that does not exist yet. */
    public void write(Path target, Consumer<String> notes) throws IOException {
        notes.accept("writing " + users + " users and " + items + " items of " + dims + " dimensions");
        GeneratedFactors factors = new GeneratedFactors(dims, 1);
        try (BundleWriter writer = BundleWriter.create(target)) {
            writer.items(i -> "item-" + i, factors.rows(items));
            writer.users(i -> "user-" + i, factors.rows(users));
            writer.itemPopularity(falling());
            writer.itemTrend(falling());
            writer.itemAttributes(IntStream.range(0, items).mapToObj(TestBundles::item));
            writer.index(new IndexBuilder(RetrievalConfig.defaults().withIndex(index), notes)
                    .build(writer.itemFactors(), writer.userFactors(), writer.directory()));
            writer.finish(TestBundles.describe("bench"));
        }
    }

    /** Returns it in a directory of bundles that are kept; writes it there the first time. */
    Path keptIn(Path directory, Consumer<String> notes) throws IOException {
        Path kept = directory.resolve(
                items + "x" + dims + "-" + users + "-" + index.name().toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(kept)) {
            Files.createDirectories(directory);
            write(kept, notes);
        }
        return kept;
    }

    private FloatColumn falling() {
        float[] values = new float[items];
        for (int i = 0; i < items; i++) {
            values[i] = 1000f / (i + 1);
        }
        return FloatColumn.of(values);
    }
}

package io.candor.verticle;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.CodedItem;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ModelItems;
import io.candor.model.AttributeMap;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.retrieval.CandidateIndex;
import io.candor.retrieval.IndexReader;
import io.candor.retrieval.NeighbourTable;
import io.candor.retrieval.RetrievalConfig;
import io.candor.serving.ServingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes a generation of a bundle: opens, verifies and warms it, and works the stored items in. Blocks; thread-safe. */
final class GenerationLoader {
    private final RetrievalConfig retrieval;
    private final CatalogConfig catalog;
    private final Warmup warmup;
    private final Executor merger;

    /** @param merger runs the merges of catalogues, one at a time */
    GenerationLoader(RetrievalConfig retrieval, CatalogConfig catalog, Warmup warmup, Executor merger) {
        this.retrieval = retrieval;
        this.catalog = catalog;
        this.warmup = warmup;
        this.merger = merger;
    }

    /**
     * Returns a generation, which holds the first reference to its snapshot.
     *
     * @param stored the state of every stored item
     * @throws io.candor.error.CandorException with a BUNDLE_… code when the bundle is refused
     */
    Generation load(Path bundle, List<ItemChange> stored) {
        return load(bundle, stored, phase -> {});
    }

    /**
     * As {@link #load(Path, List)}, telling how far it is.
     *
     * @param done takes the name of every phase when it is over
     */
    Generation load(Path bundle, List<ItemChange> stored, Consumer<String> done) {
        ModelSnapshot snapshot = BundleReader.open(bundle);
        boolean loaded = false;
        try {
            done.accept("map and verify");
            Catalog items = catalog(snapshot, stored);
            done.accept("catalogue");
            CandidateIndex index = IndexReader.open(snapshot, retrieval);
            NeighbourTable neighbours = NeighbourTable.open(snapshot);
            done.accept("index and neighbours");
            ServingModel model = new ServingModel(snapshot, index, neighbours, items::snapshot);
            done.accept("norms and hashes");
            warmup.run(model);
            done.accept("warm-up");
            loaded = true;
            return new Generation(model, items);
        } finally {
            if (!loaded) {
                snapshot.release();
            }
        }
    }

    private Catalog catalog(ModelSnapshot snapshot, List<ItemChange> stored) {
        ModelItems rows = new ModelItems(
                snapshot.itemIds(),
                snapshot.itemPopularity(),
                snapshot.itemTrend(),
                snapshot.manifest().dims(),
                AttributeMap.of(snapshot));
        Stream<CodedItem> puts = stored.stream()
                .filter(ItemChange.Put.class::isInstance)
                .map(change -> CodedItem.of(((ItemChange.Put) change).item()));
        Catalog items;
        try (Stream<CodedItem> attributes = Stream.concat(snapshot.itemAttributes(), puts)) {
            items = Catalog.ofCoded(
                    rows, attributes, catalog, merge -> merger.execute(() -> mergeWhileOpen(snapshot, merge)));
        }
        items.apply(stored.stream()
                .filter(change -> !(change instanceof ItemChange.Put))
                .toList());
        return items;
    }

    private static void mergeWhileOpen(ModelSnapshot snapshot, Runnable merge) {
        if (snapshot.tryRetain()) {
            try {
                merge.run();
            } finally {
                snapshot.release();
            }
        }
    }
}

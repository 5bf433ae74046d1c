package io.candor.verticle;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.ItemChange;
import io.candor.model.BundleCatalog;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.retrieval.CandidateIndex;
import io.candor.retrieval.IndexReader;
import io.candor.retrieval.NeighbourTable;
import io.candor.retrieval.RetrievalConfig;
import io.candor.serving.ServingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a generation of a bundle: opens, verifies and warms it, and works the stored items in. Loading blocks. Thread-safe.
 *
 * <p>At a start the bundle that served last is opened while the database still starts ({@link #prepareLastServed}), since it is
 * the one that will be asked for.
 */
public final class GenerationLoader implements AutoCloseable {
    private final RetrievalConfig retrieval;
    private final CatalogConfig catalog;
    private final Warmup warmup;
    private final ExecutorService merger = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("candor-merge").factory());
    private @Nullable CompletableFuture<Generation> prepared;

    /** @param warmSearches searches that are replayed on a model before it serves */
    public GenerationLoader(RetrievalConfig retrieval, CatalogConfig catalog, int warmSearches) {
        this.retrieval = retrieval;
        this.catalog = catalog;
        this.warmup = new Warmup(warmSearches);
    }

    /** Begins to open the bundle that served last from this directory, if it is there, on a thread of its own. */
    public synchronized void prepareLastServed(Path models) {
        Executor own =
                task -> Thread.ofPlatform().daemon().name("candor-first-model").start(task);
        BundleDirectory.lastServed(models)
                .ifPresent(bundle -> prepared = CompletableFuture.supplyAsync(() -> open(bundle, phase -> {}), own));
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
        Generation ready = takePrepared(bundle);
        Generation generation = ready == null ? open(bundle, done) : ready;
        boolean loaded = false;
        try {
            generation.catalog().addStored(stored);
            done.accept("stored items");
            loaded = true;
            return generation;
        } finally {
            if (!loaded) {
                generation.model().release();
            }
        }
    }

    /** Returns what was prepared, once, if it is of this very bundle; what failed is tried again, so that it fails where it is told. */
    private @Nullable Generation takePrepared(Path bundle) {
        CompletableFuture<Generation> taken = take();
        if (taken == null) {
            return null;
        }
        Generation generation;
        try {
            generation = taken.join();
        } catch (CompletionException e) {
            return null;
        }
        boolean asked = false;
        try {
            ModelSnapshot snapshot = generation.model().snapshot();
            asked = snapshot.directory().equals(bundle.toAbsolutePath().normalize())
                    && snapshot.manifest().equals(BundleReader.manifest(bundle));
        } finally {
            if (!asked) {
                generation.model().release();
            }
        }
        return asked ? generation : null;
    }

    private synchronized @Nullable CompletableFuture<Generation> take() {
        CompletableFuture<Generation> taken = prepared;
        prepared = null;
        return taken;
    }

    private Generation open(Path bundle, Consumer<String> done) {
        ModelSnapshot snapshot = BundleReader.open(bundle);
        boolean loaded = false;
        try {
            done.accept("map and verify");
            CompletableFuture<Catalog> reading = CompletableFuture.supplyAsync(() -> catalog(snapshot));
            ServingModel model;
            try {
                CandidateIndex index = IndexReader.open(snapshot, retrieval);
                NeighbourTable neighbours = NeighbourTable.open(snapshot);
                model = new ServingModel(
                        snapshot, index, neighbours, () -> reading.join().snapshot());
            } finally {
                // Also when the index is refused: nothing may be read any more when the snapshot is released.
                reading.handle((read, failure) -> read).join();
            }
            Catalog items = joined(reading);
            done.accept("index and catalogue");
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

    private static Catalog joined(CompletableFuture<Catalog> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    private Catalog catalog(ModelSnapshot snapshot) {
        return BundleCatalog.read(snapshot, catalog, merge -> merger.execute(() -> mergeWhileOpen(snapshot, merge)));
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

    /** Gives up what was prepared and not asked for. */
    @Override
    public void close() {
        CompletableFuture<Generation> notAskedFor = take();
        if (notAskedFor != null) {
            CompletableFuture<Void> _ =
                    notAskedFor.thenAccept(generation -> generation.model().release());
        }
        merger.shutdown();
    }
}

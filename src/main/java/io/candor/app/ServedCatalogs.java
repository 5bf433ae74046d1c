package io.candor.app;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.ItemChange;
import io.candor.model.BundleCatalog;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.storage.PgItemStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The catalogues of models that served: the items of the bundle with what was put since. Items that were deleted since are still there, as
 * far as the bundle has them. Each is read when it is first asked for and kept, with its bundle open, until this is closed. Not thread-safe.
 */
public final class ServedCatalogs implements Function<String, Optional<CatalogSnapshot>>, AutoCloseable {
    private final Map<String, Path> models;
    private final List<ItemChange> stored;
    private final CatalogConfig config;
    private final Map<String, Optional<CatalogSnapshot>> catalogs = new HashMap<>();
    private final List<ModelSnapshot> open = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param models where those that served are, by version; retained
     * @param stored what was put according to the database; retained
     */
    public ServedCatalogs(Map<String, Path> models, List<ItemChange> stored, CatalogConfig config) {
        this.models = models;
        this.stored = stored;
        this.config = config;
    }

    /** As {@link #ServedCatalogs(Map, List, CatalogConfig)}, of what the database knows. */
    public static ServedCatalogs of(CandorConfig config, DataDirectory data) {
        List<ItemChange> stored = new ArrayList<>();
        DatabaseSession.run(
                config,
                data,
                database -> new PgItemStore(database)
                        .readAll(page -> page.stream()
                                .filter(ItemChange.Put.class::isInstance)
                                .forEach(stored::add)));
        return new ServedCatalogs(Promotion.bundles(config, data), stored, config.catalog());
    }

    /** Returns the catalogue of a model by its version, empty when its bundle is not there any more. */
    @Override
    public Optional<CatalogSnapshot> apply(String version) {
        return catalogs.computeIfAbsent(
                version,
                name -> Optional.ofNullable(models.get(name))
                        .filter(Files::isDirectory)
                        .map(this::read));
    }

    private CatalogSnapshot read(Path bundle) {
        ModelSnapshot model = BundleReader.open(bundle);
        open.add(model);
        Catalog catalog = BundleCatalog.read(model, config, Runnable::run);
        catalog.addStored(stored);
        return catalog.snapshot();
    }

    @Override
    public void close() {
        open.forEach(ModelSnapshot::release);
        open.clear();
        catalogs.clear();
    }
}

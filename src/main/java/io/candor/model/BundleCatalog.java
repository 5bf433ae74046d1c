package io.candor.model;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.CodedItem;
import io.candor.catalog.ModelItems;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The catalogue that a bundle begins with: its items, as the model knows them. */
public final class BundleCatalog {
    private BundleCatalog() {}

    /**
     * Reads it; takes time proportional to the items.
     *
     * @param snapshot read from while this runs and while merges do
     * @param merger runs merges, one at a time
     */
    public static Catalog read(ModelSnapshot snapshot, CatalogConfig config, Executor merger) {
        ModelItems rows = new ModelItems(
                snapshot.itemIds(),
                snapshot.itemPopularity(),
                snapshot.itemTrend(),
                snapshot.manifest().dims(),
                AttributeMap.of(snapshot));
        return snapshot.itemColumns()
                .filter(columns -> columns.isBoundBy(config))
                .map(columns -> Catalog.ofColumns(rows, columns, config, merger))
                .orElseGet(() -> ofLines(snapshot, rows, config, merger));
    }

    private static Catalog ofLines(ModelSnapshot snapshot, ModelItems rows, CatalogConfig config, Executor merger) {
        try (Stream<CodedItem> attributes = snapshot.itemAttributes()) {
            return Catalog.ofCoded(rows, attributes, config, merger);
        }
    }
}

package io.candor.catalog;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * The items of one model generation, and the one place where they change.
 *
 * <p>Readers take {@link #snapshot} once per request: a volatile read. {@link #apply} is for one writer at a time (calls are
 * serialised) and publishes the next snapshot before it returns, so whoever asks afterwards sees the change. A snapshot is
 * immutable columns plus an overlay of what changed since; when the overlay has more than {@link CatalogConfig#mergeAfter}
 * items, the next columns are made on an executor while reading and writing go on. When changes come faster than they can
 * be merged ({@value #OVERLOAD} times that bound), {@code apply} merges itself.
 *
 * <p>Cost of {@code apply}: linear in the changes and the overlay, plus a copy of one bit an item, and of the order by date when a
 * date changed: well under a millisecond at 100,000 items. Call it from a worker, not from an event loop.
 */
public final class Catalog {
    private static final int OVERLOAD = 16;

    /** Fewest items of the model's own attributes that are worked in at a time. */
    private static final int LOAD_BATCH = 65_536;

    private final ModelItems model;
    private final CatalogConfig config;
    private final Executor merger;
    private final Dictionaries dictionaries;
    private final TailIds tailIds;
    private volatile LayeredSnapshot current;
    private boolean merging;

    private Catalog(
            ModelItems model, CatalogConfig config, Executor merger, Dictionaries dictionaries, Columns columns) {
        this.model = model;
        this.config = config;
        this.merger = merger;
        this.dictionaries = dictionaries;
        this.tailIds = new TailIds(model.size());
        this.current = new LayeredSnapshot(
                model, ModelOrders.of(model), dictionaries, tailIds, columns, Overlay.empty(model.size()));
    }

    /**
     * Returns the catalogue of a model. Rows without attributes are items of which only the id is known; attributes of
     * items that are not in the model make items of the tail.
     *
     * @param attributes attributes of items, the last one of an id counts; read to its end, not closed
     * @param merger runs merges, one at a time; each takes time proportional to the catalogue
     */
    public static Catalog of(ModelItems model, Stream<Item> attributes, CatalogConfig config, Executor merger) {
        return ofCoded(model, attributes.map(CodedItem::of), config, merger);
    }

    /** As {@link #of}, of items that keep their JSON. */
    public static Catalog ofCoded(
            ModelItems model, Stream<CodedItem> attributes, CatalogConfig config, Executor merger) {
        Catalog catalog = new Catalog(model, config, merger, Dictionaries.of(config), new Columns(model.size()));
        catalog.add(attributes);
        return catalog;
    }

    /**
     * As {@link #ofCoded}, of columns that were made before.
     *
     * @param file {@link ColumnsFile#isBoundBy bound by} {@code config}; retained
     */
    public static Catalog ofColumns(ModelItems model, ColumnsFile file, CatalogConfig config, Executor merger) {
        ColumnsFile.Content content = file.read(config);
        Catalog catalog = new Catalog(model, config, merger, content.dictionaries(), content.columns());
        catalog.add(content.tail());
        return catalog;
    }

    /** Writes the columns of the first {@code count} items, between changes. */
    void writeTo(SectionWriter out, int count) throws IOException {
        dictionaries.write(out);
        current.columns().write(out, count);
    }

    /** Returns the catalogue as it is now. */
    public CatalogSnapshot snapshot() {
        return current;
    }

    /**
     * Works many items in at once, into columns; the last one of an id counts.
     *
     * @param items read to its end, not closed
     */
    public synchronized void add(Stream<CodedItem> items) {
        Map<Integer, Row> rows = new HashMap<>();
        current.overlay().copyTo(rows);
        for (Iterator<CodedItem> i = items.iterator(); i.hasNext(); ) {
            CodedItem coded = i.next();
            rows.put(ordinalFor(coded.item().id()), dictionaries.row(coded));
            if (rows.size() >= Math.max(LOAD_BATCH, current.size() / 4)) {
                mergeNow(rows);
                rows.clear();
            }
        }
        if (!rows.isEmpty()) {
            mergeNow(rows);
        }
    }

    /** Works in changes of different items: what was put by {@link #add}, the rest by {@link #apply}. */
    public void addStored(List<ItemChange> stored) {
        add(stored.stream()
                .filter(ItemChange.Put.class::isInstance)
                .map(change -> CodedItem.of(((ItemChange.Put) change).item())));
        apply(stored.stream()
                .filter(change -> !(change instanceof ItemChange.Put))
                .toList());
    }

    /**
     * Applies changes in order and publishes them together. Deleting an unknown item, or changing its availability, does
     * nothing.
     */
    public synchronized void apply(List<ItemChange> changes) {
        Map<Integer, Row> rows = new HashMap<>();
        current.overlay().copyTo(rows);
        for (ItemChange change : changes) {
            switch (change) {
                case ItemChange.Put(Item item) -> rows.put(ordinalFor(item.id()), dictionaries.row(item));
                case ItemChange.Delete(String id) -> delete(id, rows);
                case ItemChange.Availability(String id, boolean available) -> makeAvailable(id, available, rows);
            }
        }
        current = current.with(Overlay.of(tailIds.end(), rows));
        mergeWhenDue();
    }

    private void mergeNow(Map<Integer, Row> rows) {
        LayeredSnapshot full = current.with(Overlay.of(tailIds.end(), rows));
        Columns merged = full.mergedColumns();
        current = full.with(merged, Overlay.empty(merged.size()));
    }

    private void delete(String id, Map<Integer, Row> rows) {
        int ordinal = find(id);
        if (ordinal != IdTable.NOT_FOUND) {
            rows.put(ordinal, Row.deleted(id));
        }
    }

    private void makeAvailable(String id, boolean available, Map<Integer, Row> rows) {
        int ordinal = find(id);
        if (ordinal == IdTable.NOT_FOUND) {
            return;
        }
        Row row = rows.get(ordinal);
        if (row == null ? current.isDeleted(ordinal) : row.isDeleted()) {
            return;
        }
        Item item = row == null ? current.itemAt(ordinal) : row.item();
        rows.put(ordinal, dictionaries.row(item.withAvailable(available)));
    }

    private int ordinalFor(String id) {
        int ordinal = find(id);
        return ordinal == IdTable.NOT_FOUND ? tailIds.add(id) : ordinal;
    }

    /** Returns the ordinal that an id has or, deleted, had. */
    private int find(String id) {
        int ordinal = model.ids().ordinalOf(id);
        return ordinal == IdTable.NOT_FOUND ? tailIds.find(id) : ordinal;
    }

    private void mergeWhenDue() {
        int changed = current.overlay().size();
        if (changed > OVERLOAD * config.mergeAfter()) {
            Columns merged = current.mergedColumns();
            current = current.with(merged, Overlay.empty(merged.size()));
        } else if (changed > config.mergeAfter() && !merging) {
            startMerge();
        }
    }

    private void startMerge() {
        LayeredSnapshot from = current;
        merging = true;
        try {
            merger.execute(() -> merge(from));
        } catch (RejectedExecutionException e) {
            // The executor is being shut down, and this catalogue with it; the overlay keeps the changes.
            merging = false;
        }
    }

    private void merge(LayeredSnapshot from) {
        boolean installed = false;
        try {
            install(from, from.mergedColumns());
            installed = true;
        } finally {
            endMerge(installed);
        }
    }

    /** Puts the merged columns under what changed meanwhile, unless the columns themselves were replaced meanwhile. */
    private synchronized void install(LayeredSnapshot from, Columns merged) {
        if (!current.sharesColumns(from)) {
            return;
        }
        Map<Integer, Row> rest = new HashMap<>();
        Overlay overlay = current.overlay();
        for (int i = 0; i < overlay.size(); i++) {
            int ordinal = overlay.ordinal(i);
            if (ordinal >= merged.size() || from.overlay().find(ordinal) != overlay.row(i)) {
                rest.put(ordinal, overlay.row(i));
            }
        }
        current = current.with(merged, Overlay.of(tailIds.end(), rest));
    }

    /** Lets the next merge begin: at once when one is due, with the next change when this one failed. */
    private synchronized void endMerge(boolean installed) {
        merging = false;
        if (installed) {
            mergeWhenDue();
        }
    }
}

package io.candor.storage;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ItemCodec;
import io.candor.error.CandorException;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code item}, without its number.
 *
 * @param id its key
 * @param doc as {@link ItemCodec} writes it; null when deleted or never put
 * @param deleted whether it was deleted
 * @param available what was set after it was put; null when nothing was
 */
record ItemRow(
        String id,
        @Nullable String doc,
        boolean deleted,
        @Nullable Boolean available) {
    private static final Logger LOG = LogManager.getLogger(ItemRow.class);

    /**
     * Folds changes to one row an item, in the order of each item's last change: a later put or delete replaces what was
     * before, an availability is worked into a put before it, and is nothing after a delete.
     */
    static List<ItemRow> fold(List<ItemChange> changes) {
        Map<String, ItemChange> last = new LinkedHashMap<>();
        for (ItemChange change : changes) {
            ItemChange merged = merge(last.get(change.id()), change);
            last.remove(change.id());
            last.put(change.id(), merged);
        }
        List<ItemRow> rows = new ArrayList<>(last.size());
        last.values().forEach(change -> rows.add(of(change)));
        return rows;
    }

    private static ItemChange merge(@Nullable ItemChange before, ItemChange change) {
        if (!(change instanceof ItemChange.Availability set)) {
            return change;
        }
        return switch (before) {
            case ItemChange.Put put -> new ItemChange.Put(put.item().withAvailable(set.available()));
            case ItemChange.Delete delete -> delete;
            case ItemChange.Availability _ -> set;
            case null -> set;
        };
    }

    private static ItemRow of(ItemChange change) {
        return switch (change) {
            case ItemChange.Put(Item item) ->
                new ItemRow(item.id(), new String(ItemCodec.encode(item), StandardCharsets.UTF_8), false, null);
            case ItemChange.Availability(String id, boolean available) -> new ItemRow(id, null, false, available);
            case ItemChange.Delete(String id) -> new ItemRow(id, null, true, null);
        };
    }

    /** Reads columns {@code id}, {@code doc::text}, {@code deleted}, {@code available}, the first four. */
    static ItemRow read(Row row) {
        return new ItemRow(row.getString(0), row.getString(1), row.getBoolean(2), row.getBoolean(3));
    }

    /** Returns the change that leads to this state from any other; empty when the document is none of ours. */
    Optional<ItemChange> toChange() {
        if (deleted) {
            return Optional.of(new ItemChange.Delete(id));
        }
        if (doc == null) {
            return Optional.of(new ItemChange.Availability(id, Boolean.TRUE.equals(available)));
        }
        try {
            Item item = ItemCodec.decode(doc.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new ItemChange.Put(available == null ? item : item.withAvailable(available)));
        } catch (CandorException e) {
            LOG.error("the stored item {} is left out: {}", id, e.describe());
            return Optional.empty();
        }
    }
}

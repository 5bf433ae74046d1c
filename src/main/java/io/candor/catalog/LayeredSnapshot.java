package io.candor.catalog;

import io.candor.math.Bits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns with an overlay of what changed since, seen as one catalogue. Immutable but for a remembered eligibility.
 *
 * <p>Every accessor looks at the dirty bit first: clean ordinals read the columns, dirty ones their row.
 */
final class LayeredSnapshot implements CatalogSnapshot {
    private static final List<LabelKind> CREATORS = List.of(LabelKind.CREATORS);
    private static final List<LabelKind> CATEGORIES_AND_CREATORS = List.of(LabelKind.CATEGORIES, LabelKind.CREATORS);

    private final ModelItems model;
    private final ModelOrders orders;
    private final Dictionaries dictionaries;
    private final TailIds tailIds;
    private final TailIds.View tailView;
    private final Columns columns;
    private final Overlay overlay;
    private final int size;
    private final int[] byFreshness;
    private final Tail tail;
    private volatile @Nullable Eligible eligible;

    LayeredSnapshot(
            ModelItems model,
            ModelOrders orders,
            Dictionaries dictionaries,
            TailIds tailIds,
            Columns columns,
            Overlay overlay) {
        this.model = model;
        this.orders = orders;
        this.dictionaries = dictionaries;
        this.tailIds = tailIds;
        this.tailView = tailIds.view();
        this.columns = columns;
        this.overlay = overlay;
        this.size = tailIds.end();
        this.byFreshness = Freshness.merged(columns.byFreshness(), columns.published(), overlay);
        this.tail = columns.tail().merged(overlay, model);
    }

    /** Returns the next snapshot, with another overlay; for the writer only. */
    LayeredSnapshot with(Overlay newOverlay) {
        return new LayeredSnapshot(model, orders, dictionaries, tailIds, columns, newOverlay);
    }

    /** Returns a snapshot of the same state over other columns; for the writer only. */
    LayeredSnapshot with(Columns newColumns, Overlay newOverlay) {
        return new LayeredSnapshot(model, orders, dictionaries, tailIds, newColumns, newOverlay);
    }

    /** Returns columns that hold what this snapshot holds; takes time proportional to the catalogue. */
    Columns mergedColumns() {
        return columns.merged(overlay, size, dictionaries, byFreshness, tail);
    }

    Columns columns() {
        return columns;
    }

    Overlay overlay() {
        return overlay;
    }

    boolean sharesColumns(LayeredSnapshot other) {
        return columns == other.columns;
    }

    boolean isDeleted(int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? row.isDeleted() : columns.isDeleted(ordinal);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int modelSize() {
        return model.size();
    }

    @Override
    public int ordinalOf(String id) {
        int ordinal = model.ids().ordinalOf(id);
        if (ordinal == IdTable.NOT_FOUND) {
            ordinal = tailIds.find(id);
        }
        return ordinal >= size || ordinal < 0 || isDeleted(ordinal) ? IdTable.NOT_FOUND : ordinal;
    }

    @Override
    public String idAt(int ordinal) {
        return ordinal < model.size() ? model.ids().idAt(ordinal) : tailView.idAt(ordinal);
    }

    @Override
    public int copyId(int ordinal, byte[] target) {
        return ordinal < model.size() ? model.ids().copyId(ordinal, target) : tailView.copyId(ordinal, target);
    }

    @Override
    public long hashAt(int ordinal) {
        return ordinal < model.size() ? model.ids().hashAt(ordinal) : tailView.hashAt(ordinal);
    }

    @Override
    public Item itemAt(int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? row.item() : columns.item(ordinal, idAt(ordinal));
    }

    @Override
    public long publishedAt(int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? row.publishedAt() : columns.publishedAt(ordinal);
    }

    @Override
    public double boost(int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? row.item().boost() : columns.boost(ordinal);
    }

    @Override
    public float popularity(int ordinal) {
        return ordinal < model.size() ? Math.max(0, model.popularity().at(ordinal)) : 0;
    }

    @Override
    public int categoryCount(int ordinal) {
        return count(LabelKind.CATEGORIES, ordinal);
    }

    @Override
    public int category(int ordinal, int i) {
        return label(LabelKind.CATEGORIES, ordinal, i);
    }

    @Override
    public int creatorCount(int ordinal) {
        return count(LabelKind.CREATORS, ordinal);
    }

    @Override
    public int creator(int ordinal, int i) {
        return label(LabelKind.CREATORS, ordinal, i);
    }

    @Override
    public boolean seasonal(int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? !row.item().seasons().isEmpty() : columns.isSeasonal(ordinal);
    }

    @Override
    public @Nullable Bits eligibleAt(long nowMillis) {
        Eligible current = eligible;
        if (current == null || !current.holdsAt(nowMillis)) {
            current = LayeredEligibility.at(columns, overlay, size, nowMillis);
            eligible = current;
        }
        return current.isAll() ? null : current.bits();
    }

    @Override
    public void filter(ItemFilter filter, Bits target) {
        checkSize(target);
        FilterPlan plan = FilterPlan.of(filter, dictionaries);
        new FilterRun(columns, target).run(plan);
        for (int i = 0; i < overlay.size(); i++) {
            put(target, overlay.ordinal(i), plan.passes(overlay.row(i)));
        }
    }

    @Override
    public void sharingLabels(int ordinal, Bits target) {
        sharing(ordinal, CATEGORIES_AND_CREATORS, target);
    }

    @Override
    public void sharingCreators(int ordinal, Bits target) {
        sharing(ordinal, CREATORS, target);
    }

    @Override
    public int[] tailWithFactors() {
        return tail.ordinals();
    }

    @Override
    public float[] tailFactors() {
        return tail.factors();
    }

    @Override
    public int[] byPopularity() {
        return orders.byPopularity();
    }

    @Override
    public int[] byTrend() {
        return orders.byTrend();
    }

    @Override
    public int[] byFreshness() {
        return byFreshness;
    }

    @Override
    public String toString() {
        return "CatalogSnapshot[size=" + size + ", model=" + model.size() + ", changed=" + overlay.size() + "]";
    }

    private int count(LabelKind kind, int ordinal) {
        Row row = overlay.find(ordinal);
        return row != null ? row.labels(kind).length : columns.labels(kind).count(ordinal);
    }

    private int label(LabelKind kind, int ordinal, int i) {
        Row row = overlay.find(ordinal);
        return row != null ? row.labels(kind)[i] : columns.labels(kind).label(ordinal, i);
    }

    private void sharing(int ordinal, List<LabelKind> kinds, Bits target) {
        checkSize(target);
        target.clearAll();
        for (LabelKind kind : kinds) {
            for (int i = count(kind, ordinal) - 1; i >= 0; i--) {
                columns.labels(kind).addItems(label(kind, ordinal, i), target);
            }
        }
        for (int i = 0; i < overlay.size(); i++) {
            Row row = overlay.row(i);
            put(target, overlay.ordinal(i), !row.isDeleted() && shares(kinds, ordinal, row));
        }
    }

    private boolean shares(List<LabelKind> kinds, int ordinal, Row row) {
        for (LabelKind kind : kinds) {
            for (int i = count(kind, ordinal) - 1; i >= 0; i--) {
                if (row.has(kind, label(kind, ordinal, i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void put(Bits bits, int ordinal, boolean value) {
        if (value) {
            bits.set(ordinal);
        } else {
            bits.clear(ordinal);
        }
    }

    private void checkSize(Bits target) {
        if (target.size() != size) {
            throw new IllegalArgumentException(
                    "target must have the catalogue's size " + size + ", has " + target.size());
        }
    }
}

package io.candor.catalog;

/** One changed item with its labels numbered, each once. Immutable; the arrays are shared and not to be modified. */
final class Row {
    private static final int[] NOTHING = {};
    private static final byte[] NOTHING_KNOWN = {};

    private final Item item;
    private final byte[] json;
    private final boolean deleted;
    private final int[] categories;
    private final int[] creators;
    private final int[] attributes;
    private final long publishedAt;
    private final double price;

    Row(CodedItem coded, boolean deleted, int[] categories, int[] creators, int[] attributes) {
        this.item = coded.item();
        this.json = item.equals(Item.ofId(item.id())) ? NOTHING_KNOWN : coded.json();
        this.deleted = deleted;
        this.categories = categories;
        this.creators = creators;
        this.attributes = attributes;
        this.publishedAt = item.publishedAt().orElse(CatalogSnapshot.NO_DATE);
        this.price = item.price().orElse(Double.NaN);
    }

    /** Returns the row of an item that is gone. */
    static Row deleted(String id) {
        return new Row(new CodedItem(Item.ofId(id), NOTHING_KNOWN), true, NOTHING, NOTHING, NOTHING);
    }

    Item item() {
        return item;
    }

    /** Returns the item as JSON, empty when nothing but its id is known; not to be modified. */
    byte[] json() {
        return json;
    }

    boolean isDeleted() {
        return deleted;
    }

    int[] labels(LabelKind kind) {
        return switch (kind) {
            case CATEGORIES -> categories;
            case CREATORS -> creators;
            case ATTRIBUTES -> attributes;
        };
    }

    boolean has(LabelKind kind, int label) {
        for (int own : labels(kind)) {
            if (own == label) {
                return true;
            }
        }
        return false;
    }

    /** Returns epoch milliseconds or {@link CatalogSnapshot#NO_DATE}. */
    long publishedAt() {
        return publishedAt;
    }

    /** Returns the price, NaN when there is none. */
    double price() {
        return price;
    }
}

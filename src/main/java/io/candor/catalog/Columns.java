package io.candor.catalog;

import io.candor.math.Bits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the items, as columns by ordinal. Immutable; changes since are in an {@link Overlay}, with which {@link
 * #merged} makes the next columns.
 *
 * <p>An item costs 24 bytes, 4 to 12 for each label, and its JSON (shared between successive columns), or where that lies in a file;
 * an item of which nothing is known has no JSON.
 */
final class Columns {
    private final int size;
    private final LabelIndex categories;
    private final LabelIndex creators;
    private final LabelIndex attributes;
    private final long[] published;
    private final double[] prices;
    private final double[] boosts;
    private final JsonColumn json;
    private final Bits deleted;
    private final Bits showable;
    private final List<Timed> timed;
    private final Bits seasonal;
    private final int[] byFreshness;
    private final Tail tail;
    private final Eligibility eligibility;
    private final ItemCache cache = new ItemCache();

    /** Creates columns of items of which nothing is known. */
    Columns(int size) {
        this.size = size;
        categories = LabelIndex.empty(size);
        creators = LabelIndex.empty(size);
        attributes = LabelIndex.empty(size);
        published = new long[size];
        Arrays.fill(published, CatalogSnapshot.NO_DATE);
        prices = new double[size];
        Arrays.fill(prices, Double.NaN);
        boosts = new double[size];
        json = JsonColumn.empty(size);
        deleted = new Bits(size);
        showable = Bits.full(size);
        timed = List.of();
        seasonal = new Bits(size);
        byFreshness = new int[0];
        tail = Tail.EMPTY;
        eligibility = new Eligibility(showable, timed);
    }

    private Columns(Columns old, Overlay overlay, int size, Dictionaries labels, int[] byFreshness, Tail tail) {
        this.size = size;
        this.byFreshness = byFreshness;
        this.tail = tail;
        categories = old.categories.merged(
                LabelKind.CATEGORIES, overlay, size, labels.categories().size());
        creators = old.creators.merged(
                LabelKind.CREATORS, overlay, size, labels.creators().size());
        attributes = old.attributes.merged(
                LabelKind.ATTRIBUTES, overlay, size, labels.attributes().size());
        published = Arrays.copyOf(old.published, size);
        prices = Arrays.copyOf(old.prices, size);
        boosts = Arrays.copyOf(old.boosts, size);
        json = old.json.merged(overlay, size);
        deleted = new Bits(size);
        deleted.orPrefix(old.deleted);
        showable = new Bits(size);
        showable.orPrefix(old.showable);
        seasonal = new Bits(size);
        seasonal.orPrefix(old.seasonal);
        timed = new ArrayList<>();
        for (Timed item : old.timed) {
            if (!overlay.isDirty(item.ordinal())) {
                timed.add(item);
            }
        }
        for (int i = 0; i < overlay.size(); i++) {
            put(overlay.ordinal(i), overlay.row(i));
        }
        eligibility = new Eligibility(showable, timed);
    }

    private Columns(SectionReader in, int size, Dictionaries labels, MemorySegment lines) {
        this.size = size;
        categories = LabelIndex.read(in, size, labels.categories().size());
        creators = LabelIndex.read(in, size, labels.creators().size());
        attributes = LabelIndex.read(in, size, labels.attributes().size());
        published = in.longs("dates", size);
        prices = in.doubles("prices", size);
        boosts = in.doubles("boosts", size);
        deleted = new Bits(size);
        showable = in.bits("items to be shown", size);
        seasonal = in.bits("items with seasons", size);
        timed = Timed.read(in, showable);
        byFreshness = in.ints("order by date");
        tail = Tail.EMPTY;
        eligibility = new Eligibility(showable, timed);
        json = JsonColumn.over(LineSpans.read(in, size, lines.byteSize()), lines);
    }

    /**
     * Reads what {@link #write} wrote, and the spans of the lines after it.
     *
     * @param size how many items there are
     * @param lines where their JSON lies; retained
     */
    static Columns read(SectionReader in, int size, Dictionaries labels, MemorySegment lines) {
        Columns columns = new Columns(in, size, labels, lines);
        SectionReader.check(Freshness.isOrder(columns.byFreshness, columns.published), "its order by date is wrong");
        boolean possible = true;
        for (int i = 0; i < size; i++) {
            double price = columns.prices[i];
            possible &= Double.isNaN(price) || (price >= 0 && price < Double.POSITIVE_INFINITY);
            possible &= Double.isFinite(columns.boosts[i]);
        }
        SectionReader.check(possible, "a price or a boost cannot be");
        return columns;
    }

    /** Writes the first {@code count} items, without their JSON. */
    void write(SectionWriter out, int count) throws IOException {
        categories.write(out, count);
        creators.write(out, count);
        attributes.write(out, count);
        out.longs(published, count);
        out.doubles(prices, count);
        out.doubles(boosts, count);
        out.bits(showable, count);
        out.bits(seasonal, count);
        Timed.write(out, timed.stream().filter(item -> item.ordinal() < count).toList());
        int[] order = Arrays.stream(byFreshness).filter(o -> o < count).toArray();
        out.ints(order, order.length);
    }

    private void put(int ordinal, Row row) {
        Item item = row.item();
        published[ordinal] = row.publishedAt();
        prices[ordinal] = row.price();
        boosts[ordinal] = item.boost();
        set(deleted, ordinal, row.isDeleted());
        set(seasonal, ordinal, !item.seasons().isEmpty());
        boolean shows = !row.isDeleted() && item.available();
        set(showable, ordinal, shows);
        if (shows && Timed.isTimed(item)) {
            timed.add(Timed.of(ordinal, item));
        }
    }

    private static void set(Bits bits, int ordinal, boolean value) {
        if (value) {
            bits.set(ordinal);
        } else {
            bits.clear(ordinal);
        }
    }

    /** Returns the columns over {@code newSize} ordinals in which the rows of an overlay replace what was there. */
    Columns merged(Overlay overlay, int newSize, Dictionaries labels, int[] newByFreshness, Tail newTail) {
        return new Columns(this, overlay, newSize, labels, newByFreshness, newTail);
    }

    int size() {
        return size;
    }

    LabelIndex labels(LabelKind kind) {
        return switch (kind) {
            case CATEGORIES -> categories;
            case CREATORS -> creators;
            case ATTRIBUTES -> attributes;
        };
    }

    long publishedAt(int ordinal) {
        return published[ordinal];
    }

    /** Returns the dates by ordinal; shared, not to be modified. */
    long[] published() {
        return published;
    }

    /**
     * Returns which of the 64 items from {@code first} on have a date and a price that a filter lets pass; without a branch an
     * item, since half of the branches would be guessed wrong.
     */
    long inRange(FilterPlan plan, int first) {
        int count = Math.min(Long.SIZE, size - first);
        long mask = -1;
        if (plan.hasPrice()) {
            long above = 0;
            long below = 0;
            for (int i = 0; i < count; i++) {
                above |= (prices[first + i] >= plan.minPrice() ? 1L : 0L) << i;
                below |= (prices[first + i] <= plan.maxPrice() ? 1L : 0L) << i;
            }
            mask &= above & below;
        }
        if (plan.hasDate()) {
            long after = 0;
            for (int i = 0; i < count; i++) {
                after |= (published[first + i] > plan.publishedAfter() ? 1L : 0L) << i;
            }
            mask &= after;
        }
        return mask;
    }

    double boost(int ordinal) {
        return boosts[ordinal];
    }

    boolean isSeasonal(int ordinal) {
        return seasonal.get(ordinal);
    }

    boolean isDeleted(int ordinal) {
        return deleted.get(ordinal);
    }

    Bits deleted() {
        return deleted;
    }

    Eligible eligibleAt(long millis) {
        return eligibility.at(millis);
    }

    int[] byFreshness() {
        return byFreshness;
    }

    Tail tail() {
        return tail;
    }

    /** Returns the item at an ordinal, of which the id is passed in. */
    Item item(int ordinal, String id) {
        Item item = cache.find(ordinal);
        if (item == null) {
            byte[] bytes = json.at(ordinal);
            item = bytes.length == 0 ? Item.ofId(id) : ItemCodec.decode(bytes);
            cache.keep(ordinal, item);
        }
        return item;
    }
}

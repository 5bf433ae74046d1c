package io.candor.catalog;

import io.candor.catalog.ItemFilter.LabelCondition;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a catalogue means, written as plainly as possible: a list of items by ordinal, null for what is deleted. */
final class NaiveCatalog {
    private final int dims;
    private final int modelSize;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<@Nullable Item> items = new ArrayList<>();

    NaiveCatalog(List<String> modelIds, int dims) {
        this.dims = dims;
        this.modelSize = modelIds.size();
        modelIds.forEach(id -> put(Item.ofId(id)));
    }

    void apply(ItemChange change) {
        switch (change) {
            case ItemChange.Put(Item item) -> put(item);
            case ItemChange.Delete(String id) -> {
                if (ordinals.containsKey(id)) {
                    items.set(ordinals.get(id), null);
                }
            }
            case ItemChange.Availability(String id, boolean available) -> {
                Item item = find(id);
                if (item != null) {
                    put(item.withAvailable(available));
                }
            }
        }
    }

    private void put(Item item) {
        Integer ordinal = ordinals.get(item.id());
        if (ordinal == null) {
            ordinals.put(item.id(), items.size());
            ids.add(item.id());
            items.add(item);
        } else {
            items.set(ordinal, item);
        }
    }

    int size() {
        return items.size();
    }

    String idAt(int ordinal) {
        return ids.get(ordinal);
    }

    int ordinalOf(String id) {
        return find(id) == null ? IdTable.NOT_FOUND : ordinals.getOrDefault(id, IdTable.NOT_FOUND);
    }

    @Nullable
    Item itemAt(int ordinal) {
        return items.get(ordinal);
    }

    private @Nullable Item find(String id) {
        return ordinals.containsKey(id) ? items.get(ordinals.get(id)) : null;
    }

    boolean isEligible(int ordinal, long millis) {
        Item item = items.get(ordinal);
        MonthDay day = MonthDay.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
        return item != null
                && item.available()
                && item.availability().contains(millis)
                && (item.seasons().isEmpty() || item.seasons().stream().anyMatch(s -> s.contains(day)));
    }

    boolean passes(int ordinal, ItemFilter filter) {
        Item item = items.get(ordinal);
        return item != null
                && passes(filter.categories(), item.categories())
                && passes(filter.creators(), item.creators())
                && filter.attributes().entrySet().stream().allMatch(e -> passes(e.getValue(), texts(item, e.getKey())))
                && (filter.publishedAfter().isEmpty()
                        || (item.publishedAt().isPresent()
                                && item.publishedAt().getAsLong()
                                        > filter.publishedAfter().getAsLong()))
                && (filter.minPrice().isEmpty()
                        || item.price().orElse(-1) >= filter.minPrice().getAsDouble())
                && (filter.maxPrice().isEmpty()
                        || item.price().orElse(Double.MAX_VALUE)
                                <= filter.maxPrice().getAsDouble());
    }

    private static boolean passes(LabelCondition condition, List<String> labels) {
        return (condition.any().isEmpty() || condition.any().stream().anyMatch(labels::contains))
                && labels.containsAll(condition.all())
                && condition.none().stream().noneMatch(labels::contains);
    }

    static List<String> texts(Item item, String name) {
        return switch (item.attributes().get(name)) {
            case null -> List.of();
            case AttributeValue.Text(String text) -> List.of(text);
            case AttributeValue.Numeric(double value) ->
                List.of(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
            case AttributeValue.Flag(boolean flag) -> List.of(Boolean.toString(flag));
            case AttributeValue.Texts(List<String> texts) -> texts;
        };
    }

    boolean sharesLabels(int a, int b) {
        return share(a, b, Item::categories) || sharesCreators(a, b);
    }

    boolean sharesCreators(int a, int b) {
        return share(a, b, Item::creators);
    }

    private boolean share(int a, int b, Function<Item, List<String>> labels) {
        Item first = items.get(a);
        Item second = items.get(b);
        return first != null && second != null && !Collections.disjoint(labels.apply(first), labels.apply(second));
    }

    int[] byFreshness() {
        return IntStream.range(0, items.size())
                .filter(i -> items.get(i) != null && items.get(i).publishedAt().isPresent())
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer i) -> -items.get(i).publishedAt().getAsLong())
                        .thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    int[] tailWithFactors() {
        return IntStream.range(modelSize, items.size())
                .filter(i -> items.get(i) != null && items.get(i).factors().size() == dims)
                .toArray();
    }
}

package io.candor.catalog;

import io.candor.math.FloatColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small catalogues for tests; items of the model are called {@code i0}, {@code i1}, … */
public final class TestCatalogs {
    private TestCatalogs() {}

    /** Returns a catalogue of as many model items as there are popularities, which are their trend too. */
    public static Catalog of(int dims, float[] popularity, Item... items) {
        List<String> ids =
                IntStream.range(0, popularity.length).mapToObj(i -> "i" + i).toList();
        FloatColumn column = FloatColumn.of(popularity);
        return Catalog.of(
                new ModelItems(new ListIdTable(ids), column, column, dims),
                Stream.of(items),
                CatalogConfig.defaults(),
                Runnable::run);
    }

    public static Catalog ofSize(int size, int dims, Item... items) {
        return of(dims, new float[size], items);
    }

    /** Returns an item with labels; no date when {@code publishedAt} is {@link CatalogSnapshot#NO_DATE}. */
    public static Item item(String id, String categories, String creators, long publishedAt, double boost) {
        return new Item(
                id,
                labels(categories),
                labels(creators),
                publishedAt == CatalogSnapshot.NO_DATE ? OptionalLong.empty() : OptionalLong.of(publishedAt),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                boost,
                Map.of(),
                List.of());
    }

    /** Returns an item with labels separated by spaces. */
    public static Item item(String id, String categories, String creators) {
        return item(id, categories, creators, CatalogSnapshot.NO_DATE, 0);
    }

    /** Returns an item with a vector of its own. */
    public static Item withFactors(Item item, Float... factors) {
        return with(item, item.seasons(), List.of(factors));
    }

    /** Returns an item with these seasons. */
    public static Item withSeasons(Item item, Season... seasons) {
        return with(item, List.of(seasons), item.factors());
    }

    private static Item with(Item item, List<Season> seasons, List<Float> factors) {
        return new Item(
                item.id(),
                item.categories(),
                item.creators(),
                item.publishedAt(),
                item.price(),
                item.available(),
                item.availability(),
                seasons,
                item.boost(),
                item.attributes(),
                factors);
    }

    private static List<String> labels(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}

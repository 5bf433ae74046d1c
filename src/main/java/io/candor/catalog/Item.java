package io.candor.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of an item.
 *
 * @param id 1 to 256 bytes of UTF-8
 * @param categories what it is; at most {@link #MAX_LABELS}
 * @param creators who made it; at most {@link #MAX_LABELS}
 * @param publishedAt epoch milliseconds, when known
 * @param price in the shop's own unit, when it has one; finite and not negative
 * @param available whether it may be shown at all
 * @param availability when it may be shown
 * @param seasons parts of the year in which it may be shown; empty means all year
 * @param boost added to the score by business rules; finite, 0 by default
 * @param attributes everything else, by name, in the order given; unmodifiable
 * @param factors a vector of the model's dimension for an item the model has not seen; empty when there is none
 */
public record Item(
        String id,
        List<String> categories,
        List<String> creators,
        OptionalLong publishedAt,
        OptionalDouble price,
        boolean available,
        TimeWindow availability,
        List<Season> seasons,
        double boost,
        Map<String, AttributeValue> attributes,
        List<Float> factors) {
    public static final int MAX_ID_BYTES = 256;
    public static final int MAX_LABELS = 64;

    public Item {
        categories = List.copyOf(categories);
        creators = List.copyOf(creators);
        seasons = List.copyOf(seasons);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        factors = List.copyOf(factors);
    }

    /** Returns an available item of which nothing but the id is known. */
    public static Item ofId(String id) {
        return new Item(
                id,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of(),
                List.of());
    }
}

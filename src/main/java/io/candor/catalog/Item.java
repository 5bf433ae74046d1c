package io.candor.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of an item. The constructor refuses, with an {@link IllegalArgumentException}, what is out of bounds, so every
 * item has a JSON form ({@link ItemCodec}).
 *
 * @param id 1 to 256 bytes of UTF-8
 * @param categories what it is; at most {@link #MAX_LABELS} of 1 to {@link #MAX_LABEL_BYTES} bytes
 * @param creators who made it; bounded like the categories
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
    public static final int MAX_LABEL_BYTES = 256;

    public Item {
        categories = List.copyOf(categories);
        creators = List.copyOf(creators);
        seasons = List.copyOf(seasons);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        factors = List.copyOf(factors);
        boost = boost + 0.0;
        ItemRules.checkText("id", id, 1, MAX_ID_BYTES);
        ItemRules.checkLabels("categories", categories);
        ItemRules.checkLabels("creators", creators);
        publishedAt.ifPresent(millis -> ItemRules.checkTime("published_at", millis));
        ItemRules.checkFinite("price", price.orElse(0));
        if (price.orElse(0) < 0) {
            throw new IllegalArgumentException("price must not be negative, was " + price.getAsDouble());
        }
        ItemRules.checkCount("seasons", seasons.size(), ItemCodec.MAX_SEASONS);
        ItemRules.checkFinite("boost", boost);
        ItemRules.checkAttributes(attributes);
        ItemRules.checkCount("factors", factors.size(), ItemCodec.MAX_FACTORS);
        for (float factor : factors) {
            ItemRules.checkFinite("factors", factor);
        }
    }

    /** Returns the same item with another availability. */
    public Item withAvailable(boolean newAvailable) {
        return new Item(
                id,
                categories,
                creators,
                publishedAt,
                price,
                newAvailable,
                availability,
                seasons,
                boost,
                attributes,
                factors);
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

package io.candor.model;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is known of an item as a set of terms: {@code category:…}, {@code creator:…}, {@code name=value} for texts, flags and
 * lists, {@code name~word} for the words of a text, {@code name#decade} for numbers, by their two leading digits. Pure functions.
 */
public final class AttributeFeatures {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST_WORD = 40;
    private static final double LARGEST_WHOLE = 1e15;

    private AttributeFeatures() {}

    /** Returns the terms, sorted, none twice. */
    public static SortedSet<String> of(Item item) {
        SortedSet<String> terms = new TreeSet<>();
        item.categories().forEach(category -> terms.add("category:" + category));
        item.creators().forEach(creator -> terms.add("creator:" + creator));
        item.attributes().forEach((name, value) -> add(name, value, terms));
        return terms;
    }

    /** Returns the terms of what somebody says they look for, by name: {@code category}, {@code creator}, or an attribute of text. */
    static SortedSet<String> of(Map<String, String> wished) {
        SortedSet<String> terms = new TreeSet<>();
        wished.forEach((name, value) -> {
            switch (name) {
                case "category", "creator" -> terms.add(name + ":" + value);
                default -> add(name, new AttributeValue.Text(value), terms);
            }
        });
        return terms;
    }

    private static void add(String name, AttributeValue value, SortedSet<String> terms) {
        switch (value) {
            case AttributeValue.Text(String text) -> {
                terms.add(name + "=" + text);
                for (String word : SEPARATORS.split(text.toLowerCase(Locale.ROOT), -1)) {
                    if (!word.isEmpty() && word.length() <= LONGEST_WORD) {
                        terms.add(name + "~" + word);
                    }
                }
            }
            case AttributeValue.Texts texts -> texts.values().forEach(text -> terms.add(name + "=" + text));
            case AttributeValue.Flag(boolean flag) -> terms.add(name + "=" + flag);
            case AttributeValue.Numeric(double number) -> terms.add(name + "#" + magnitude(number));
        }
    }

    /** Returns a number rounded to its leading digits so that near ones share a term: 1987 → 1980, 14.5 → 14, 0.31 → 0.31. */
    private static String magnitude(double number) {
        if (number == 0) {
            return "0";
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(number))));
        double step = Math.abs(number) >= 1_000 ? unit / 100 : unit / 10;
        double rounded = Math.floor(number / step) * step;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < LARGEST_WHOLE
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.6g", rounded);
    }
}

package io.candor.catalog;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Which items a request allows; every part that is given must hold.
 *
 * @param categories a condition on {@link Item#categories}
 * @param creators a condition on {@link Item#creators}
 * @param attributes conditions by attribute name; numbers and flags compare by their JSON text ({@code 1999}, {@code
 *     true})
 * @param publishedAfter epoch milliseconds, exclusive; items without a date do not pass
 * @param minPrice inclusive; items without a price do not pass
 * @param maxPrice inclusive; items without a price do not pass
 */
public record ItemFilter(
        LabelCondition categories,
        LabelCondition creators,
        Map<String, LabelCondition> attributes,
        OptionalLong publishedAfter,
        OptionalDouble minPrice,
        OptionalDouble maxPrice) {
    public static final ItemFilter NONE = new ItemFilter(
            LabelCondition.NONE,
            LabelCondition.NONE,
            Map.of(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    public ItemFilter {
        attributes = Map.copyOf(attributes);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Returns the label under which a number is compared: its JSON text, without fraction where it has none. */
    public static String labelOf(double number) {
        return ItemWriter.numberText(number);
    }

    /**
     * A condition on a set of labels.
     *
     * @param any at least one of these is present, when not empty
     * @param all every one of these is present
     * @param none not one of these is present
     */
    public record LabelCondition(List<String> any, List<String> all, List<String> none) {
        public static final LabelCondition NONE = new LabelCondition(List.of(), List.of(), List.of());

        public LabelCondition {
            any = List.copyOf(any);
            all = List.copyOf(all);
            none = List.copyOf(none);
        }

        public boolean isEmpty() {
            return any.isEmpty() && all.isEmpty() && none.isEmpty();
        }
    }
}

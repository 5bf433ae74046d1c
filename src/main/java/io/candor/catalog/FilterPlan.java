package io.candor.catalog;

import io.candor.catalog.ItemFilter.LabelCondition;
import io.candor.error.CandorException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A filter with its labels translated to numbers.
 *
 * @param labels conditions on labels, all of which must hold
 * @param publishedAfter exclusive; {@link CatalogSnapshot#NO_DATE} when there is no such condition
 * @param minPrice inclusive; NaN when there is no condition on the price
 * @param maxPrice inclusive; NaN when there is no condition on the price
 */
record FilterPlan(List<LabelTest> labels, long publishedAfter, double minPrice, double maxPrice) {
    /**
     * A condition on the labels of one kind; numbers below 0 are labels no item has.
     *
     * @param any one of these, when there are any
     * @param all each of these
     * @param none none of these
     */
    @SuppressWarnings("ArrayRecordComponent")
    record LabelTest(LabelKind kind, int[] any, int[] all, int[] none) {
        boolean passes(Row row) {
            for (int label : all) {
                if (!row.has(kind, label)) {
                    return false;
                }
            }
            return !hasOneOf(row, none) && (any.length == 0 || hasOneOf(row, any));
        }

        private boolean hasOneOf(Row row, int[] wanted) {
            for (int label : wanted) {
                if (row.has(kind, label)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Translates a filter.
     *
     * @throws CandorException INVALID_REQUEST when it names an attribute that cannot be filtered by
     */
    static FilterPlan of(ItemFilter filter, Dictionaries dictionaries) {
        List<LabelTest> tests = new ArrayList<>();
        add(tests, LabelKind.CATEGORIES, filter.categories(), dictionaries.categories()::find);
        add(tests, LabelKind.CREATORS, filter.creators(), dictionaries.creators()::find);
        filter.attributes().forEach((name, condition) -> {
            dictionaries.attributes().checkFilterable(name);
            add(
                    tests,
                    LabelKind.ATTRIBUTES,
                    condition,
                    value -> dictionaries.attributes().find(name, value));
        });
        boolean priced = filter.minPrice().isPresent() || filter.maxPrice().isPresent();
        return new FilterPlan(
                tests,
                filter.publishedAfter().orElse(CatalogSnapshot.NO_DATE),
                priced ? filter.minPrice().orElse(0) : Double.NaN,
                priced ? filter.maxPrice().orElse(Double.POSITIVE_INFINITY) : Double.NaN);
    }

    boolean hasDate() {
        return publishedAfter != CatalogSnapshot.NO_DATE;
    }

    boolean hasPrice() {
        return !Double.isNaN(minPrice);
    }

    boolean passesDate(long date) {
        return !hasDate() || date > publishedAfter;
    }

    /** Returns whether a price (NaN for none) is in range. */
    boolean passesPrice(double price) {
        return !hasPrice() || (price >= minPrice && price <= maxPrice);
    }

    boolean passes(Row row) {
        if (row.isDeleted() || !passesDate(row.publishedAt()) || !passesPrice(row.price())) {
            return false;
        }
        for (LabelTest test : labels) {
            if (!test.passes(row)) {
                return false;
            }
        }
        return true;
    }

    private static void add(
            List<LabelTest> tests, LabelKind kind, LabelCondition condition, ToIntFunction<String> numberOf) {
        if (!condition.isEmpty()) {
            tests.add(new LabelTest(
                    kind,
                    numbers(condition.any(), numberOf),
                    numbers(condition.all(), numberOf),
                    numbers(condition.none(), numberOf)));
        }
    }

    private static int[] numbers(List<String> labels, ToIntFunction<String> numberOf) {
        return labels.stream().mapToInt(numberOf).toArray();
    }
}

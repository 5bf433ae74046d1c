package io.candor.evaluation;

import io.candor.math.FloatColumn;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Items in three strata that hold about a third of the training interactions each: the few popular ones, the middle, and the
 * many of the tail. Ties of popularity break by ordinal. Immutable, thread-safe.
 *
 * <p>After Steck, "Item popularity and recommendation accuracy", RecSys 2011: what is held out is mostly popular, so that a
 * plain mean says little about the rest.
 */
public final class PopularityStrata {
    /** The strata, most popular first. */
    static final List<String> NAMES = List.of("head", "middle", "tail");

    private final int[] strata;

    private PopularityStrata(int[] strata) {
        this.strata = strata;
    }

    /**
     * Divides items.
     *
     * @param popularity occurrences in the training part, one value an item, 0 or more
     */
    public static PopularityStrata of(FloatColumn popularity) {
        int n = popularity.size();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -popularity.at(item)))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = IntStream.range(0, n).mapToDouble(popularity::at).sum();
        int[] strata = new int[n];
        double before = 0;
        for (int item : order) {
            double share = total == 0 ? 1 : before / total;
            strata[item] = Math.min((int) (share * NAMES.size()), NAMES.size() - 1);
            before += popularity.at(item);
        }
        return new PopularityStrata(strata);
    }

    /** Returns the index into {@link #NAMES} of an item's stratum. */
    int of(int item) {
        return strata[item];
    }
}

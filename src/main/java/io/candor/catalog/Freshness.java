package io.candor.catalog;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The order of items by falling date of publication, ties by ordinal, kept up to date against an overlay. Pure functions. */
final class Freshness {
    private Freshness() {}

    /**
     * Returns the order after the changes of an overlay: what changed is taken out, and put in again where it has a date. Costs a
     * search for each change and one copy of the order.
     *
     * @param order ordinals of the columns in order, those without a date left out; not modified, returned as it is when nothing
     *     with a date changed
     * @param published dates of the columns by ordinal
     */
    static int[] merged(int[] order, long[] published, Overlay overlay) {
        int[] removed = IntStream.range(0, overlay.size())
                .map(overlay::ordinal)
                .filter(o -> o < published.length)
                .map(o -> place(order, published, published[o], o))
                .filter(place -> place >= 0)
                .sorted()
                .toArray();
        int[] added = IntStream.range(0, overlay.size())
                .filter(i -> overlay.row(i).publishedAt() != CatalogSnapshot.NO_DATE)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -overlay.row(i).publishedAt())
                        .thenComparingInt(overlay::ordinal))
                .mapToInt(i -> i)
                .toArray();
        if (removed.length == 0 && added.length == 0) {
            return order;
        }
        return merge(without(order, removed), published, overlay, added);
    }

    /** Returns whether an order is that of the dates, each item with a date in it. */
    static boolean isOrder(int[] order, long[] published) {
        int dated = 0;
        for (long date : published) {
            dated += date == CatalogSnapshot.NO_DATE ? 0 : 1;
        }
        boolean ordered = dated == order.length;
        for (int i = 0; ordered && i < order.length; i++) {
            int item = order[i];
            ordered = item >= 0 && item < published.length && published[item] != CatalogSnapshot.NO_DATE;
            if (ordered && i > 0) {
                int before = order[i - 1];
                ordered =
                        published[before] > published[item] || (published[before] == published[item] && before < item);
            }
        }
        return ordered;
    }

    private static int[] without(int[] order, int[] removed) {
        int[] kept = new int[order.length - removed.length];
        int from = 0;
        for (int i = 0; i <= removed.length; i++) {
            int to = i < removed.length ? removed[i] : order.length;
            System.arraycopy(order, from, kept, from - i, to - from);
            from = to + 1;
        }
        return kept;
    }

    private static int[] merge(int[] order, long[] published, Overlay overlay, int[] added) {
        int[] merged = new int[order.length + added.length];
        int from = 0;
        for (int i = 0; i < added.length; i++) {
            int ordinal = overlay.ordinal(added[i]);
            int to = -1 - place(order, published, overlay.row(added[i]).publishedAt(), ordinal);
            System.arraycopy(order, from, merged, from + i, to - from);
            merged[to + i] = ordinal;
            from = to;
        }
        System.arraycopy(order, from, merged, from + added.length, order.length - from);
        return merged;
    }

    /** Returns the place of (date, ordinal) in the order, or −1 − the place where it belongs. */
    private static int place(int[] order, long[] published, long date, int ordinal) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int other = order[middle];
            int compared = Long.compare(date, published[other]);
            if (compared == 0) {
                compared = Integer.compare(other, ordinal);
            }
            if (compared == 0) {
                return middle;
            } else if (compared > 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1 - low;
    }
}

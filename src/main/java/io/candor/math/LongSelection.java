package io.candor.math;

/**
 * Quickselect: finds the largest of some numbers without sorting them. Pure but for its argument; allocates nothing.
 *
 * <p>Source: Hoare, "Algorithm 65: Find", CACM 1961. Differs: pivot is the median of three. Expected time is linear; equal
 * numbers are no worse than others.
 */
public final class LongSelection {
    private LongSelection() {}

    /**
     * Reorders {@code values[0 .. size)} so that the {@code k} largest come first, in no order, and the smallest of those is at
     * {@code k − 1}.
     *
     * @param k 1 to {@code size}
     */
    public static void largestFirst(long[] values, int size, int k) {
        int low = 0;
        int high = size - 1;
        int wanted = k - 1;
        while (low < high) {
            long pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] > pivot) {
                    i++;
                }
                while (values[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (wanted <= j) {
                high = j;
            } else if (wanted >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private static long medianOfThree(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}

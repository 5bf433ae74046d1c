package io.candor.retrieval;

import io.candor.math.FloatOrder;
import io.candor.math.VectorKernels;
import java.util.Arrays;

/**
 * Sorts directions so that those that are alike come to lie near each other: halves them between two of them, found by a few rounds of
 * spherical 2-means from one and the one that is least like it, and goes on with either half. Nothing is random.
 *
 * <p>Source: Dhillon, Modha, "Concept decompositions for large sparse text data using clustering", 2001 (spherical k-means); divisive,
 * with k = 2.
 */
final class DirectionTree {
    private static final int ROUNDS = 2;

    private final int dims;
    private final float[] units;
    private final int[] places;

    private DirectionTree(float[] units, int dims) {
        this.units = units;
        this.dims = dims;
        this.places = new int[units.length / dims];
        Arrays.setAll(places, i -> i);
    }

    /**
     * Returns the vectors in that order.
     *
     * @param units of length 1, one after the other
     */
    static float[] sorted(float[] units, int dims) {
        DirectionTree tree = new DirectionTree(units, dims);
        tree.sort(0, tree.places.length);
        float[] sorted = new float[units.length];
        for (int i = 0; i < tree.places.length; i++) {
            System.arraycopy(units, tree.places[i] * dims, sorted, i * dims, dims);
        }
        return sorted;
    }

    private void sort(int from, int to) {
        if (to - from <= 2) {
            return;
        }
        float[] split = split(from, to);
        float[] along = new float[to - from];
        int positive = 0;
        for (int i = 0; i < along.length; i++) {
            along[i] = dot(from + i, split);
            positive += along[i] > 0 ? 1 : 0;
        }
        int[] falling = FloatOrder.descending(along);
        int[] part = Arrays.copyOfRange(places, from, to);
        for (int i = 0; i < part.length; i++) {
            places[from + i] = part[falling[i]];
        }
        int cut = from + Math.clamp(positive, 1, part.length - 1);
        sort(from, cut);
        sort(cut, to);
    }

    /** Returns the difference of the two directions. */
    private float[] split(int from, int to) {
        float[] one = unit(from);
        float[] other = unit(leastLike(one, from, to));
        for (int round = 0; round < ROUNDS; round++) {
            float[] difference = difference(one, other);
            float[] sumOfOne = new float[dims];
            float[] sumOfOther = new float[dims];
            for (int i = from; i < to; i++) {
                add(i, dot(i, difference) > 0 ? sumOfOne : sumOfOther);
            }
            one = DirectionClusters.scaleToUnit(sumOfOne, 0, dims) ? sumOfOne : one;
            other = DirectionClusters.scaleToUnit(sumOfOther, 0, dims) ? sumOfOther : other;
        }
        return difference(one, other);
    }

    private float dot(int i, float[] vector) {
        return VectorKernels.dot(units, places[i] * dims, vector, 0, dims);
    }

    private void add(int i, float[] sum) {
        for (int d = 0; d < dims; d++) {
            sum[d] += units[places[i] * dims + d];
        }
    }

    private float[] unit(int i) {
        return Arrays.copyOfRange(units, places[i] * dims, (places[i] + 1) * dims);
    }

    private int leastLike(float[] unit, int from, int to) {
        int found = from;
        float least = Float.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            float cosine = dot(i, unit);
            if (cosine < least) {
                least = cosine;
                found = i;
            }
        }
        return found;
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int d = 0; d < a.length; d++) {
            difference[d] = a[d] - b[d];
        }
        return difference;
    }
}

package io.candor.retrieval;

import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatOrder;
import io.candor.math.VectorKernels;

/**
 * Sorts rows so that those of like direction come to lie beside each other: halves them between two directions, found by a few rounds of
 * spherical 2-means from a row and the one that is least like it, and goes on with either part until it fits a block. The first part
 * is of whole blocks, and neither of much less than a quarter of the rows. Nothing is random.
 *
 * <p>Source: Dhillon, Modha, "Concept decompositions for large sparse text data using clustering", 2001 (spherical k-means); divisive,
 * with k = 2.
 */
final class DirectionTree {
    private static final int ROUNDS = 2;
    private static final int BLOCK = CodeKernels.ROWS;

    private final int dims;
    private final float[] units;
    private final int[] places;

    private DirectionTree(float[] units, int dims) {
        this.units = units;
        this.dims = dims;
        this.places = new int[units.length / dims];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
    }

    /** Sorts {@code rows[from..to-1]}, which are rows of the items. */
    static void sort(FactorMatrix items, int[] rows, int from, int to) {
        int dims = items.dims();
        float[] units = new float[Math.multiplyExact(to - from, dims)];
        for (int i = from; i < to; i++) {
            items.copyRow(rows[i], units, (i - from) * dims);
            scaleToUnit(units, (i - from) * dims, dims);
        }
        DirectionTree tree = new DirectionTree(units, dims);
        tree.sort(0, to - from);
        int[] sorted = new int[to - from];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = rows[from + tree.places[i]];
        }
        System.arraycopy(sorted, 0, rows, from, sorted.length);
    }

    private void sort(int from, int to) {
        int count = to - from;
        if (count <= BLOCK) {
            return;
        }
        float[] split = split(from, to);
        float[] along = new float[count];
        int positive = 0;
        for (int i = 0; i < count; i++) {
            along[i] = VectorKernels.dot(units, places[from + i] * dims, split, 0, dims);
            positive += along[i] > 0 ? 1 : 0;
        }
        int[] sorted = FloatOrder.descending(along);
        for (int i = 0; i < count; i++) {
            sorted[i] = places[from + sorted[i]];
        }
        System.arraycopy(sorted, 0, places, from, count);
        int cut = from + cut(positive, count);
        sort(from, cut);
        sort(cut, to);
    }

    /** Returns how many of the rows make the first part: about those on the positive side. */
    private static int cut(int positive, int count) {
        int blocks = Math.ceilDiv(count, BLOCK);
        int fewest = Math.max(1, blocks / 4);
        return BLOCK * Math.clamp(Math.round((float) positive / BLOCK), fewest, blocks - fewest);
    }

    /** Returns the difference of the two directions. */
    private float[] split(int from, int to) {
        float[] one = unit(places[from]);
        float[] other = unit(leastLike(one, from, to));
        for (int round = 0; round < ROUNDS; round++) {
            float[] difference = difference(one, other);
            float[] sumOfOne = new float[dims];
            float[] sumOfOther = new float[dims];
            for (int i = from; i < to; i++) {
                float along = VectorKernels.dot(units, places[i] * dims, difference, 0, dims);
                add(places[i] * dims, along > 0 ? sumOfOne : sumOfOther);
            }
            one = scaleToUnit(sumOfOne, 0, dims) ? sumOfOne : one;
            other = scaleToUnit(sumOfOther, 0, dims) ? sumOfOther : other;
        }
        return difference(one, other);
    }

    private void add(int offset, float[] sum) {
        for (int d = 0; d < dims; d++) {
            sum[d] += units[offset + d];
        }
    }

    private float[] unit(int place) {
        float[] unit = new float[dims];
        System.arraycopy(units, place * dims, unit, 0, dims);
        return unit;
    }

    private int leastLike(float[] unit, int from, int to) {
        int found = places[from];
        float least = Float.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            float cosine = VectorKernels.dot(units, places[i] * dims, unit, 0, dims);
            if (cosine < least) {
                least = cosine;
                found = places[i];
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

    private static boolean scaleToUnit(float[] vectors, int offset, int dims) {
        double squares = 0;
        for (int d = offset; d < offset + dims; d++) {
            squares += (double) vectors[d] * vectors[d];
        }
        double norm = Math.sqrt(squares);
        for (int d = offset; d < offset + dims && norm > 0; d++) {
            vectors[d] = (float) (vectors[d] / norm);
        }
        return norm > 0;
    }
}

package io.candor.retrieval;

import io.candor.math.BlockKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items grouped by the direction of their vector: spherical k-means, about {@value #SIZE} items a cluster.
 *
 * <p>Holds the vectors, scaled to length 1, cluster by cluster, in blocks of 16. Items whose vector is zero
 * are in no cluster. The first centroids are items taken at even steps, so nothing is random. Immutable.
 *
 * <p>Source: Dhillon, Modha, "Concept decompositions for large sparse text data using clustering", 2001. Differs: few
 * rounds over a sample, since the clusters only have to be roughly right.
 */
final class DirectionClusters {
    private static final int SIZE = 250;
    private static final int MAX_CLUSTERS = 4_096;
    private static final int ROUNDS = 3;
    private static final int SAMPLE = 50_000;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int dims;
    private final float[] centroids;
    private final int[] begins;
    private final int[] blockBegins;
    private final int[] ordinals;
    private final MemorySegment blocks;

    private DirectionClusters(int dims, float[] centroids, int[] present, float[] unsorted) {
        this.dims = dims;
        this.centroids = centroids;
        int[] clusterOf = nearest(centroids, dims, unsorted, 1);
        begins = new int[count() + 1];
        for (int cluster : clusterOf) {
            begins[cluster + 1]++;
        }
        Arrays.parallelPrefix(begins, Integer::sum);
        blockBegins = new int[count() + 1];
        for (int c = 0; c < count(); c++) {
            int members = begins[c + 1] - begins[c];
            blockBegins[c + 1] = blockBegins[c] + (members + BlockKernels.ROWS - 1) / BlockKernels.ROWS;
        }
        ordinals = new int[present.length];
        blocks = Arena.ofAuto().allocate((long) blockBegins[count()] * dims * BlockKernels.STRIDE, Long.BYTES);
        int[] next = begins.clone();
        for (int i = 0; i < present.length; i++) {
            int place = next[clusterOf[i]]++;
            ordinals[place] = present[i];
            long offset = offsetOf(clusterOf[i], place);
            for (int d = 0; d < dims; d++) {
                blocks.set(FLOAT, offset + (long) d * BlockKernels.STRIDE, unsorted[i * dims + d]);
            }
        }
    }

    static DirectionClusters of(FactorMatrix items) {
        int dims = items.dims();
        int[] present = IntStream.range(0, items.rows())
                .filter(row -> items.norm(row) > 0)
                .toArray();
        float[] units = new float[Math.multiplyExact(present.length, dims)];
        for (int i = 0; i < present.length; i++) {
            items.copyRow(present[i], units, i * dims);
            scaleToUnit(units, i * dims, dims);
        }
        return new DirectionClusters(
                dims, centroids(units, present.length, dims, count(present.length)), present, units);
    }

    int count() {
        return centroids.length / dims;
    }

    /** Returns the first place of a cluster; the places of cluster c are begin(c) to begin(c + 1), exclusive. */
    int begin(int cluster) {
        return begins[cluster];
    }

    /** Returns the item at a place. */
    int ordinal(int place) {
        return ordinals[place];
    }

    /**
     * Returns the vectors as blocks for {@link BlockKernels}: a cluster's places, 16 to a block, zeros after the last; shared, not to be
     * modified.
     */
    MemorySegment blocks() {
        return blocks;
    }

    /** Returns the first block of a cluster; its blocks are blockBegin(c) to blockBegin(c + 1), exclusive. */
    int blockBegin(int cluster) {
        return blockBegins[cluster];
    }

    /** Copies the vector at a place of a cluster. */
    void copyUnit(int cluster, int place, float[] target) {
        long offset = offsetOf(cluster, place);
        for (int d = 0; d < dims; d++) {
            target[d] = blocks.get(FLOAT, offset + (long) d * BlockKernels.STRIDE);
        }
    }

    private long offsetOf(int cluster, int place) {
        int row = place - begins[cluster];
        long block = (long) blockBegins[cluster] + row / BlockKernels.ROWS;
        return block * dims * BlockKernels.STRIDE + (long) (row % BlockKernels.ROWS) * Float.BYTES;
    }

    /** Returns the clusters nearest to a cluster, itself first, until they have {@code members} members together. */
    int[] nearestTo(int cluster, int members) {
        TopK order = new TopK(count());
        for (int other = 0; other < count(); other++) {
            float cosine = VectorKernels.dot(centroids, cluster * dims, centroids, other * dims, dims);
            order.offer(other, other == cluster ? Float.POSITIVE_INFINITY : cosine);
        }
        order.sort();
        int seen = 0;
        int taken = 0;
        while (taken < order.size() && seen < members) {
            int next = order.ordinal(taken++);
            seen += begin(next + 1) - begin(next);
        }
        return Arrays.copyOf(order.toOrdinals(), taken);
    }

    private static int count(int rows) {
        return Math.min(MAX_CLUSTERS, (rows + SIZE - 1) / SIZE);
    }

    /** Returns the direction that every row is nearest to, of so many; like directions have near numbers. */
    static int[] assign(FactorMatrix items, int count) {
        int dims = items.dims();
        int step = Math.max(1, items.rows() / SAMPLE);
        float[] sample = new float[Math.ceilDiv(items.rows(), step) * dims];
        for (int i = 0; i * dims < sample.length; i++) {
            items.copyRow(i * step, sample, i * dims);
            scaleToUnit(sample, i * dims, dims);
        }
        int seen = sample.length / dims;
        float[] centroids = DirectionTree.sorted(centroids(sample, seen, dims, Math.min(count, seen)), dims);
        return IntStream.range(0, items.rows())
                .parallel()
                .map(row -> {
                    float[] vector = new float[dims];
                    items.copyRow(row, vector, 0);
                    return nearestOne(centroids, dims, vector, 0);
                })
                .toArray();
    }

    private static float[] centroids(float[] units, int rows, int dims, int count) {
        float[] centroids = new float[count * dims];
        for (int c = 0; c < count; c++) {
            System.arraycopy(units, (int) ((long) c * rows / count) * dims, centroids, c * dims, dims);
        }
        int step = Math.max(1, rows / SAMPLE);
        for (int round = 0; round < ROUNDS; round++) {
            centroids = means(centroids, dims, units, nearest(centroids, dims, units, step), step);
        }
        return centroids;
    }

    /** Returns the cluster of every {@code step}-th row. */
    private static int[] nearest(float[] centroids, int dims, float[] units, int step) {
        int rows = units.length / dims;
        return IntStream.range(0, (rows + step - 1) / step)
                .parallel()
                .map(i -> nearestOne(centroids, dims, units, i * step * dims))
                .toArray();
    }

    private static int nearestOne(float[] centroids, int dims, float[] vectors, int offset) {
        int best = 0;
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c * dims < centroids.length; c++) {
            float product = VectorKernels.dot(vectors, offset, centroids, c * dims, dims);
            if (product > largest) {
                largest = product;
                best = c;
            }
        }
        return best;
    }

    /** Returns the mean direction of each cluster; one without members keeps its centroid. */
    private static float[] means(float[] centroids, int dims, float[] units, int[] clusterOf, int step) {
        float[] sums = new float[centroids.length];
        for (int i = 0; i < clusterOf.length; i++) {
            for (int d = 0; d < dims; d++) {
                sums[clusterOf[i] * dims + d] += units[i * step * dims + d];
            }
        }
        for (int c = 0; c < sums.length / dims; c++) {
            if (!scaleToUnit(sums, c * dims, dims)) {
                System.arraycopy(centroids, c * dims, sums, c * dims, dims);
            }
        }
        return sums;
    }

    static boolean scaleToUnit(float[] vectors, int offset, int dims) {
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

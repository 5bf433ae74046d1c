package io.candor.retrieval;

import io.candor.math.BlockKernels;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the {@value #K} nearest neighbours of every item by shrunk cosine ({@link ItemVectors#similarity}), on all cores.
 *
 * <p>Items are grouped by direction ({@link DirectionClusters}); an item is compared with the members of the clusters nearest to
 * its own, until {@value #CANDIDATES} items or more have been seen. Up to that many items the result is exact; beyond, it is near
 * it, and the cost grows with the number of items instead of its square. Neighbours with a cosine of 0 or less are left out, ties go
 * to the lower ordinal. The result does not depend on the number of cores.
 *
 * <p>Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", 2011, section 4 (inverted file with
 * several probes). Differs: vectors are kept whole, and all members of a cluster share its probes.
 */
final class NeighbourBuilder {
    static final int K = 50;

    private static final int CANDIDATES = 10_000;

    private final int dims;
    private final DirectionClusters clusters;
    private final float[] trust;
    private final int[] neighbours;

    private NeighbourBuilder(FactorMatrix items) {
        dims = items.dims();
        clusters = DirectionClusters.of(items);
        trust = ItemVectors.over(items).trust();
        neighbours = new int[items.rows() * K];
        Arrays.fill(neighbours, -1);
    }

    /** Writes the neighbours of {@code items} into a bundle's directory. */
    static void write(FactorMatrix items, Path directory) throws IOException {
        NeighbourFile.write(neighboursOf(items), K, items, directory.resolve(NeighbourFile.NAME));
    }

    /** Returns neighbours, shape (items × {@value #K}), nearest first, padded with −1. */
    static int[] neighboursOf(FactorMatrix items) {
        NeighbourBuilder builder = new NeighbourBuilder(items);
        IntStream.range(0, builder.clusters.count()).parallel().forEach(builder::connect);
        return builder.neighbours;
    }

    private void connect(int cluster) {
        int first = clusters.begin(cluster);
        int members = clusters.begin(cluster + 1) - first;
        TopK[] best = new TopK[members];
        Arrays.setAll(best, i -> new TopK(K));
        float[] unit = new float[dims];
        float[] sums = new float[BlockKernels.ROWS];
        // Probe by probe, so that its vectors stay in the cache for all members.
        for (int probe : clusters.nearestTo(cluster, CANDIDATES)) {
            for (int i = 0; i < members; i++) {
                clusters.copyUnit(cluster, first + i, unit);
                compare(first + i, unit, probe, sums, best[i]);
            }
        }
        for (int i = 0; i < members; i++) {
            int[] nearest = best[i].toOrdinals();
            System.arraycopy(nearest, 0, neighbours, clusters.ordinal(first + i) * K, nearest.length);
        }
    }

    private void compare(int place, float[] unit, int probe, float[] sums, TopK best) {
        int otherPlace = clusters.begin(probe);
        for (int block = clusters.blockBegin(probe); block < clusters.blockBegin(probe + 1); block++) {
            BlockKernels.dot(clusters.blocks(), (long) block * dims * BlockKernels.STRIDE, unit, dims, sums);
            int mask = BlockKernels.atLeast(sums, Math.max(Float.MIN_VALUE, best.threshold()));
            for (int left = mask; left != 0; left &= left - 1) {
                int row = Integer.numberOfTrailingZeros(left);
                if (otherPlace + row != place) {
                    best.offer(
                            clusters.ordinal(otherPlace + row), sums[row] * trust[clusters.ordinal(otherPlace + row)]);
                }
            }
            otherPlace += BlockKernels.ROWS;
        }
    }
}

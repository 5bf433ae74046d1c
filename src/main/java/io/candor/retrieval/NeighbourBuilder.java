package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import io.candor.math.VectorKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the {@value #K} nearest neighbours by cosine of every item, on all cores.
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
    private final int[] neighbours;

    private NeighbourBuilder(FactorMatrix items) {
        dims = items.dims();
        clusters = DirectionClusters.of(items);
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
        int[] probes = clusters.nearestTo(cluster, CANDIDATES);
        TopK best = new TopK(K);
        for (int member = clusters.begin(cluster); member < clusters.begin(cluster + 1); member++) {
            best.reset(K);
            for (int probe : probes) {
                compare(member, probe, best);
            }
            best.sort();
            int row = clusters.ordinal(member) * K;
            for (int i = 0; i < best.size(); i++) {
                neighbours[row + i] = best.ordinal(i);
            }
        }
    }

    private void compare(int member, int probe, TopK best) {
        float[] units = clusters.units();
        int end = clusters.begin(probe + 1);
        for (int other = clusters.begin(probe); other < end; other++) {
            float cosine = VectorKernels.dot(units, member * dims, units, other * dims, dims);
            if (cosine > 0 && other != member) {
                best.offer(clusters.ordinal(other), cosine);
            }
        }
    }
}

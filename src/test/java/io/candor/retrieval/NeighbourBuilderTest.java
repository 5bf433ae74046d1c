package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourBuilderTest {
    private static final int K = NeighbourBuilder.K;

    @TempDir
    private Path directory;

    @Test
    void neighboursOf_handMadeItems_areOrderedByShrunkCosine() {
        FactorMatrix items = FactorMatrix.ofRows(new float[] {1, 0, 9, 1, 0, 0, 1, 1, -1, -1, 2, 2}, 2);

        int[] neighbours = NeighbourBuilder.neighboursOf(items);

        assertArrayEquals(new int[] {1, 5, 3, -1}, Arrays.copyOf(neighbours, 4));
        assertEquals(-1, neighbours[2 * K]);
        assertArrayEquals(new int[] {1, 5, 0, -1}, Arrays.copyOfRange(neighbours, 3 * K, 3 * K + 4));
        assertEquals(-1, neighbours[4 * K]);
    }

    @Test
    void neighboursOf_noVectors_areNone() {
        assertEquals(0, NeighbourBuilder.neighboursOf(FactorMatrix.ofRows(new float[0], 4)).length);
        int[] neighbours = NeighbourBuilder.neighboursOf(FactorMatrix.ofRows(new float[12], 4));
        assertTrue(Arrays.stream(neighbours).allMatch(n -> n == -1));
    }

    @Test
    void neighboursOf_severalClusters_areExactWhenAllAreProbed() {
        FactorMatrix items = Factors.clustered(1_500, 16, 1, new SplittableRandom(3));

        int[] neighbours = NeighbourBuilder.neighboursOf(items);

        assertTrue(DirectionClusters.of(items).count() > 1);
        assertEquals(1, recall(items, neighbours, 1), 1e-3);
    }

    @Test
    void neighboursOf_moreItemsThanAreCompared_findsNearlyAll() {
        FactorMatrix items = Factors.clustered(20_000, 8, 1, new SplittableRandom(4));

        double recall = recall(items, NeighbourBuilder.neighboursOf(items), 200);

        assertTrue(recall > 0.9, "recall " + recall);
    }

    @Test
    void map_writtenFile_holdsTheNeighbours() throws IOException {
        FactorMatrix items = Factors.clustered(100, 4, 1, new SplittableRandom(5));
        NeighbourBuilder.write(items, directory);
        int[] neighbours = NeighbourBuilder.neighboursOf(items);

        try (NeighbourTable table = map(items)) {
            assertEquals(K, table.k());
            for (int i = 0; i < neighbours.length; i++) {
                assertEquals(neighbours[i], table.neighbour(i / K, i % K));
            }
            assertEquals(-1, table.neighbour(100, 0));
        }
        assertEquals(-1, NeighbourTable.none().neighbour(0, 0));
    }

    @Test
    void map_damagedOrForeignFile_isRefused() throws IOException {
        FactorMatrix items = Factors.clustered(10, 4, 1, new SplittableRandom(6));
        FactorMatrix others = Factors.clustered(10, 4, 1, new SplittableRandom(7));
        NeighbourBuilder.write(items, directory);
        Path file = directory.resolve(NeighbourFile.NAME);
        byte[] good = Files.readAllBytes(file);

        assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal(others));
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal(items));
        Files.write(file, Arrays.copyOf(good, 10));
        assertEquals(ErrorCode.BUNDLE_CORRUPT, refusal(items));
        good[8] = 9;
        Files.write(file, good);
        assertEquals(ErrorCode.BUNDLE_TOO_NEW, refusal(items));
    }

    private ErrorCode refusal(FactorMatrix items) {
        return assertThrows(CandorException.class, () -> map(items)).code();
    }

    private NeighbourTable map(FactorMatrix items) throws IOException {
        return NeighbourFile.map(directory.resolve(NeighbourFile.NAME), items, Arena.ofShared());
    }

    private static double recall(FactorMatrix items, int[] neighbours, int step) {
        float[] trust = ItemVectors.over(items).trust();
        float[] units = new float[items.rows() * items.dims()];
        for (int i = 0; i < items.rows(); i++) {
            for (int d = 0; d < items.dims(); d++) {
                units[i * items.dims() + d] = items.at(i, d) / items.norm(i) * trust[i];
            }
        }
        FactorMatrix directions = FactorMatrix.ofRows(units, items.dims());
        int found = 0;
        int wanted = 0;
        for (int row = 0; row < items.rows(); row += step) {
            int self = row;
            TopK best = Factors.bruteForce(directions, Factors.row(directions, row), null, K + 1);
            int[] truth = Arrays.stream(best.toOrdinals())
                    .filter(o -> o != self)
                    .limit(K)
                    .toArray();
            int[] own = Arrays.copyOfRange(neighbours, row * K, (row + 1) * K);
            found += (int) Arrays.stream(own).filter(o -> contains(truth, o)).count();
            wanted += truth.length;
        }
        return (double) found / wanted;
    }

    private static boolean contains(int[] values, int value) {
        return Arrays.stream(values).anyMatch(v -> v == value);
    }
}

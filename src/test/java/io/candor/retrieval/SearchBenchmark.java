package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The best 200 of 10,000 generated items of 64 dimensions, by both indexes; {@code candor bench retrieval} compares them at size. */
@State(Scope.Thread)
public class SearchBenchmark {
    private static final int ITEMS = 10_000;
    private static final int QUERIES = 64;
    private static final int DIMS = 64;
    private static final int K = 200;
    private static final int DEGREE = 32;

    private final TopK best = new TopK(K);
    private final float[][] queries = new float[QUERIES][];
    private CandidateIndex exact = indexOf(FactorMatrix.ofRows(new float[1], 1));
    private CandidateIndex graph = exact;
    private CandidateIndex.Scratch exactScratch = exact.newScratch();
    private CandidateIndex.Scratch graphScratch = exactScratch;
    private int turn;

    @Setup
    public void prepare() throws IOException {
        GeneratedFactors factors = new GeneratedFactors(DIMS, 1);
        FactorMatrix items = factors.rows(ITEMS);
        FactorMatrix users = factors.rows(QUERIES);
        for (int q = 0; q < QUERIES; q++) {
            queries[q] = Factors.row(users, q);
        }
        ScanIndex scan = indexOf(items);
        Path file = Files.createTempFile("candor-search", ".graph");
        Files.delete(file);
        graph = HnswIndex.of(GraphBuilder.build(items, DEGREE, file), new EfPair(K, K), scan);
        Files.delete(file);
        exact = scan;
        exactScratch = exact.newScratch();
        graphScratch = graph.newScratch();
    }

    private static ScanIndex indexOf(FactorMatrix items) {
        return new ScanIndex(ExactStore.of(items, ScanOrder.byDirection(items)), items);
    }

    private float[] next() {
        return queries[turn++ % QUERIES];
    }

    @Benchmark
    public TopK exact() {
        best.reset(K);
        exact.search(next(), null, exactScratch, best);
        return best;
    }

    @Benchmark
    public TopK graph() {
        best.reset(K);
        graph.search(next(), null, graphScratch, best);
        return best;
    }
}

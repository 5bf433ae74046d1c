package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.candor.retrieval.IndexDescription.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A graph of a part of the rows, which tells within seconds about what a search in a graph of all would cost:
 *
 * <pre>
 *   cost(all) = cost(part) · ln(all) / ln(part) · time of a random row among all / among the part,
 * </pre>
 *
 * since the number of rows that a search scores grows with the logarithm of how many there are, if ef stays what it is. Of 100,000
 * generated rows it said 111 and 416 µs where 102 and 638 were measured. A graph of a million rows takes half an hour of CPU to build, only to be found slower than a scan.
 *
 * <p>Source: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable small world
 * graphs", TPAMI 2020, section 4.2.1 (logarithmic cost).
 */
final class GraphPilot {
    static final int ROWS = 20_000;
    /** With fewer rows the whole graph is built as soon. */
    static final int FEWEST = 4 * ROWS;

    private static final int SCORED = 2_000;

    private final FactorMatrix part;
    private final ScanIndex exact;
    private final QuerySample sample;
    private final IndexTimer timer;

    GraphPilot(FactorMatrix items, QuerySample sample, IndexTimer timer) {
        this.part = part(items);
        this.exact = new ScanIndex(ExactStore.of(part, ScanOrder.byNorm(part)), part);
        this.sample = sample;
        this.timer = timer;
    }

    private static FactorMatrix part(FactorMatrix items) {
        int rows = Math.min(ROWS, items.rows());
        float[] flat = new float[rows * items.dims()];
        for (int i = 0; i < rows; i++) {
            items.copyRow((int) ((long) i * items.rows() / rows), flat, i * items.dims());
        }
        return FactorMatrix.ofRows(flat, items.dims());
    }

    /**
     * Returns about what a search in a graph of all rows would cost; empty when the part's graph does not hold the recall target.
     *
     * @param all the index of all rows
     * @param file is written, and deleted
     */
    Optional<Cpu> costOf(ScanIndex all, int degree, double recallTarget, Path file) throws IOException {
        FlatGraph flat = GraphBuilder.build(part, degree, file);
        Files.delete(file);
        HnswIndex graph = HnswIndex.of(flat, new EfPair(100, 100), exact);
        double growth = Math.log(all.size())
                / Math.log(exact.size())
                * timer.randomRowsMicros(all, SCORED)
                / timer.randomRowsMicros(exact, SCORED);
        return new EfSearch(RecallGoal.of(sample, exact, recallTarget))
                .search(graph)
                .map(found -> {
                    double[] micros = timer.micros(graph.withEf(found.ef()));
                    return new Cpu(growth * micros[0], growth * micros[1]);
                });
    }
}

package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.retrieval.IndexDescription.Cpu;
import io.candor.retrieval.RetrievalConfig.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One calibration: builds, measures, chooses, writes.
 *
 * <p>A graph search for the best 10 scores at least some {@value #ROWS_SCORED_FOR_10} rows spread over memory, for the best 100
 * some {@value #ROWS_SCORED_FOR_100}. Where the exact search takes less time than that at both depths, measured on the spot, no
 * graph is built to find out; nor for a catalogue that has no more rows than that.
 */
final class Calibration {
    private static final int ROWS_SCORED_FOR_10 = 250;
    private static final int ROWS_SCORED_FOR_100 = 2_000;
    private static final int[] DEGREES = {32, 64};

    private final RetrievalConfig config;
    private final Consumer<String> progress;
    private final FactorMatrix items;
    private final QuerySample sample;
    private final IndexTimer timer;

    Calibration(RetrievalConfig config, Consumer<String> progress, FactorMatrix items, FactorMatrix users) {
        this.config = config;
        this.progress = progress;
        this.items = items;
        this.sample = QuerySample.of(items, users, config.sampleQueries());
        this.timer = new IndexTimer(sample);
    }

    IndexDescription run(Path directory) throws IOException {
        progress.accept("index: exact scan of " + items.rows() + " rows");
        ExactStore store = ExactStore.of(items);
        ExactFile.write(store, items, directory.resolve(ExactFile.NAME));
        ExactIndex exact = new ExactIndex(store, items);
        double[] micros = timer.micros(exact);
        IndexDescription.Exact measured = new IndexDescription.Exact(new Cpu(micros[0], micros[1]));
        if (config.index() == Mode.EXACT) {
            return exactOnly(measured, "configured");
        }
        if (items.rows() == 0 || (config.index() == Mode.AUTO && items.rows() <= ROWS_SCORED_FOR_100)) {
            return exactOnly(measured, "a graph would visit most of " + items.rows() + " rows");
        }
        double leastAt10 = timer.randomRowsMicros(exact, ROWS_SCORED_FOR_10);
        double leastAt100 = timer.randomRowsMicros(exact, ROWS_SCORED_FOR_100);
        if (config.index() == Mode.AUTO && micros[0] <= leastAt10 && micros[1] <= leastAt100) {
            return exactOnly(
                    measured,
                    String.format(
                            Locale.ROOT,
                            "exact takes %.0f µs at k = 10 and %.0f µs at k = 100; scoring the rows a graph would visit"
                                    + " takes %.0f µs and %.0f µs",
                            micros[0],
                            micros[1],
                            leastAt10,
                            leastAt100));
        }
        return withGraph(exact, measured, directory.resolve(GraphFile.NAME));
    }

    private IndexDescription exactOnly(IndexDescription.Exact measured, String reason) {
        return description("exact", reason, GraphRange.NONE, measured, Optional.empty());
    }

    private IndexDescription withGraph(ExactIndex exact, IndexDescription.Exact measured, Path file)
            throws IOException {
        EfSearch search =
                new EfSearch(Truth.of(sample, exact, 10), Truth.of(sample, exact, 100), config.recallTarget());
        for (int degree : DEGREES) {
            Files.deleteIfExists(file);
            progress.accept("index: graph of " + items.rows() + " rows, at most " + degree + " neighbours");
            FlatGraph flat = GraphBuilder.build(items, degree, file);
            HnswIndex graph = HnswIndex.of(flat, new EfPair(100, 100), exact);
            Optional<EfSearch.Found> found = search.search(graph);
            if (found.isPresent()) {
                return choose(exact, degree, flat, graph.withEf(found.get().ef()), found.get(), file);
            }
        }
        Files.deleteIfExists(file);
        String reason = "no graph of up to " + DEGREES[DEGREES.length - 1] + " neighbours reaches a recall of "
                + config.recallTarget() + " at 10 and 100";
        if (config.index() == Mode.HNSW) {
            throw new CandorException(ErrorCode.INDEX_BELOW_RECALL, "retrieval.index is hnsw, but " + reason);
        }
        return exactOnly(measured, reason);
    }

    private IndexDescription choose(
            ExactIndex exact, int degree, FlatGraph flat, HnswIndex graph, EfSearch.Found found, Path file)
            throws IOException {
        progress.accept("index: measuring both");
        double[] micros = timer.micros(exact, graph);
        IndexDescription.Exact ofExact = new IndexDescription.Exact(new Cpu(micros[0], micros[1]));
        IndexDescription.Graph ofGraph = new IndexDescription.Graph(
                degree,
                found.ef(),
                found.recallAt10().mean(),
                found.recallAt100().mean(),
                new Cpu(micros[2], micros[3]),
                Reachability.byNormDecile(flat, items));
        if (config.index() == Mode.HNSW) {
            return description("hnsw", "configured", GraphRange.ALL, ofExact, Optional.of(ofGraph));
        }
        GraphRange depths = GraphRange.cheaper(ofGraph.cpu(), ofExact.cpu());
        if (depths.isEmpty()) {
            Files.delete(file);
            return description("exact", "faster than the graph at any k", depths, ofExact, Optional.of(ofGraph));
        }
        String reason = "the graph holds the recall target and is faster " + depths.text();
        return description("hnsw", reason, depths, ofExact, Optional.of(ofGraph));
    }

    private IndexDescription description(
            String kind,
            String reason,
            GraphRange depths,
            IndexDescription.Exact exact,
            Optional<IndexDescription.Graph> graph) {
        progress.accept("index: " + kind + ", " + reason);
        return new IndexDescription(kind, reason, depths, sample.size(), sample.from(), exact, graph);
    }
}

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
 * <p>First the exact scan, then one that stops early, which serves instead where it is much faster. A graph is built where it may be
 * faster still. A search in it for the best 10 scores at least some {@value #ROWS_SCORED_FOR_10} rows spread over memory, for the best
 * 100 some {@value #ROWS_SCORED_FOR_100}: where the scan takes less time than that at both depths, measured on the spot, none is built
 * to find out; nor for a catalogue that has no more rows than that, nor where a graph of a part ({@link GraphPilot}) says that it is vain.
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
        Optional<String> whyExact = whyExact();
        int[] order = whyExact.isPresent() ? ScanOrder.byNorm(items) : ScanOrder.byDirection(items);
        ExactStore store = ExactStore.of(items, order);
        ExactFile.write(store, items, directory.resolve(ExactFile.NAME));
        ScanIndex exact = new ScanIndex(store, items);
        MeasuredScan whole =
                new MeasuredScan(exact, new IndexDescription.Exact(cpu(timer.micros(exact), 0)), Optional.empty());
        if (whyExact.isPresent()) {
            return withoutGraph(whole, whyExact.get());
        }
        RecallGoal goal = RecallGoal.of(sample, exact, config.recallTarget());
        progress.accept("index: where a scan may stop");
        MeasuredScan scan = whole.orEarly(new CosineSearch(goal).search(exact).map(found -> early(exact, found)));
        Path file = directory.resolve(GraphFile.NAME);
        Optional<String> vain = config.index() == Mode.AUTO ? whyNoGraph(scan, file) : Optional.empty();
        return vain.isPresent() ? withoutGraph(scan, vain.get()) : withGraph(scan, new EfSearch(goal), file);
    }

    /** Returns why nothing but the exact scan is in question, empty when something is. */
    private Optional<String> whyExact() {
        if (config.index() == Mode.EXACT) {
            return Optional.of("configured");
        }
        return items.rows() == 0 || (config.index() == Mode.AUTO && items.rows() <= ROWS_SCORED_FOR_100)
                ? Optional.of("a graph would visit most of " + items.rows() + " rows")
                : Optional.empty();
    }

    private static Cpu cpu(double[] micros, int index) {
        return new Cpu(micros[2 * index], micros[2 * index + 1]);
    }

    private IndexDescription.Scan early(ScanIndex exact, CosineSearch.Found found) {
        Cpu cpu = cpu(timer.micros(exact.withCosines(found.cosines())), 0);
        return new IndexDescription.Scan(
                found.cosines(), found.recallAt10().mean(), found.recallAt100().mean(), cpu);
    }

    /** Returns why a graph would be built for nothing, empty when it may be worth it. */
    private Optional<String> whyNoGraph(MeasuredScan scan, Path file) throws IOException {
        Cpu rows = new Cpu(
                timer.randomRowsMicros(scan.exact(), ROWS_SCORED_FOR_10),
                timer.randomRowsMicros(scan.exact(), ROWS_SCORED_FOR_100));
        if (scan.cpu().isBelow(rows)) {
            return Optional.of(vain(scan, "scoring the rows a graph would visit takes", rows));
        }
        if (items.rows() < GraphPilot.FEWEST) {
            return Optional.empty();
        }
        progress.accept("index: graph of " + GraphPilot.ROWS + " rows, for a trial");
        return new GraphPilot(items, sample, timer)
                .costOf(scan.exact(), DEGREES[0], config.recallTarget(), file)
                .filter(scan.cpu()::isBelow)
                .map(graph -> vain(scan, "by a trial with some of the rows a graph takes about", graph));
    }

    private static String vain(MeasuredScan scan, String what, Cpu graph) {
        return String.format(
                Locale.ROOT,
                "it takes %.0f µs at k = 10 and %.0f µs at k = 100; %s %.0f µs and %.0f µs",
                scan.cpu().microsAt10(),
                scan.cpu().microsAt100(),
                what,
                graph.microsAt10(),
                graph.microsAt100());
    }

    private IndexDescription withoutGraph(MeasuredScan scan, String reason) {
        return description(scan.index().kind(), reason, GraphRange.NONE, scan, Optional.empty());
    }

    private IndexDescription withGraph(MeasuredScan scan, EfSearch search, Path file) throws IOException {
        for (int degree : DEGREES) {
            Files.deleteIfExists(file);
            progress.accept("index: graph of " + items.rows() + " rows, at most " + degree + " neighbours");
            FlatGraph flat = GraphBuilder.build(items, degree, file);
            HnswIndex graph = HnswIndex.of(flat, new EfPair(100, 100), scan.index());
            Optional<EfSearch.Found> found = search.search(graph);
            if (found.isPresent()) {
                return choose(scan, degree, flat, graph.withEf(found.get().ef()), found.get(), file);
            }
        }
        Files.deleteIfExists(file);
        String reason = "no graph of up to " + DEGREES[DEGREES.length - 1] + " neighbours reaches a recall of "
                + config.recallTarget() + " at 10 and 100";
        if (config.index() == Mode.HNSW) {
            throw new CandorException(ErrorCode.INDEX_BELOW_RECALL, "retrieval.index is hnsw, but " + reason);
        }
        return withoutGraph(scan, reason);
    }

    private IndexDescription choose(
            MeasuredScan alone, int degree, FlatGraph flat, HnswIndex graph, EfSearch.Found found, Path file)
            throws IOException {
        progress.accept("index: measuring both");
        double[] micros = timer.micros(alone.index(), graph);
        MeasuredScan scan = alone.at(cpu(micros, 0));
        IndexDescription.Graph ofGraph = new IndexDescription.Graph(
                degree,
                found.ef(),
                found.recallAt10().mean(),
                found.recallAt100().mean(),
                cpu(micros, 1),
                Reachability.byNormDecile(flat, items));
        if (config.index() == Mode.HNSW) {
            return description("hnsw", "configured", GraphRange.ALL, scan, Optional.of(ofGraph));
        }
        GraphRange depths = GraphRange.cheaper(ofGraph.cpu(), scan.cpu());
        if (depths.isEmpty()) {
            Files.delete(file);
            return description(
                    scan.index().kind(), "faster than the graph at any k", depths, scan, Optional.of(ofGraph));
        }
        String reason = "the graph holds the recall target and is faster " + depths.text();
        return description("hnsw", reason, depths, scan, Optional.of(ofGraph));
    }

    private IndexDescription description(
            String kind, String reason, GraphRange depths, MeasuredScan scan, Optional<IndexDescription.Graph> graph) {
        progress.accept("index: " + kind + ", " + reason);
        return new IndexDescription(
                kind, reason, depths, sample.size(), sample.from(), scan.measured(), scan.early(), graph);
    }
}

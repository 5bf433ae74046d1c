package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.cli.BenchSuite;
import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.retrieval.RetrievalConfig.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * {@code candor bench retrieval}: both indexes, jvector's searcher, Lucene and a full scan on the same factors.
 *
 * <p>CPU time of the searching thread; engines take turns in every round; approximate ones run with the smallest ef that
 * reaches a recall of {@value BenchCell#TARGET}, in every cell anew. Filters are random sets of the given share. A quick run
 * generates a fifth of the rows and asks a third of the queries.
 */
public final class RetrievalBench implements BenchSuite {
    private static final double[] SHARES = {1, 0.5, 0.1, 0.01};
    private static final int[] DEPTHS = {100, 10};
    private static final int GRAPH_DEGREE = 32;

    /** How much of everything: less where a rough answer is wanted. */
    private record Effort(int generatedRows, int queries, int rounds, int warmMillis) {
        static Effort of(Options options) {
            return options.quick() ? new Effort(20_000, 100, 3, 40) : new Effort(100_000, 300, 5, 150);
        }
    }

    @Override
    public String name() {
        return "retrieval";
    }

    @Override
    public String summary() {
        return "CPU time and recall of the candidate indexes against jvector, Lucene and a full scan.";
    }

    @Override
    public Report run(Options options) throws IOException {
        RetrievalReport report = new RetrievalReport();
        for (BenchData data : dataSets(options)) {
            Path directory = workDirectory();
            try {
                measure(data, options, directory, report);
            } finally {
                delete(directory);
            }
        }
        return report.finish();
    }

    private static List<BenchData> dataSets(Options options) throws IOException {
        List<BenchData> sets = new ArrayList<>();
        for (String prefix : List.of("ml1m", "gowalla")) {
            BenchData factors = BenchData.factors(options.data(), prefix, options.notes());
            if (factors != null) {
                sets.add(factors);
            }
        }
        BenchData words = BenchData.words(options.data(), options.notes());
        if (words != null) {
            sets.add(words);
        }
        sets.add(BenchData.generated(Effort.of(options).generatedRows(), 64, 1000, 1));
        return sets;
    }

    private static void measure(BenchData data, Options options, Path directory, RetrievalReport report)
            throws IOException {
        FactorMatrix items = data.items();
        options.notes().accept(data.name() + ": " + items.rows() + " × " + items.dims());
        RetrievalConfig config = RetrievalConfig.defaults();
        JsonNode chosen = new Calibration(config, options.notes(), items, data.queries())
                .run(directory)
                .toJson();
        Path graphFile = directory.resolve(GraphFile.NAME);
        FakeSnapshot snapshot = new FakeSnapshot(items, directory, chosen);
        FlatGraph graph = Files.exists(graphFile)
                ? GraphFile.read(graphFile, items)
                : GraphBuilder.build(items, GRAPH_DEGREE, graphFile);
        options.notes().accept(data.name() + ": building Lucene's graph");
        try (LuceneEngine lucene = LuceneEngine.build(items, directory.resolve("lucene"));
                JvectorEngine jvector = new JvectorEngine(graphFile, items)) {
            ScanIndex exact = (ScanIndex) IndexReader.open(snapshot, config.withIndex(Mode.EXACT));
            List<BenchEngine> engines = List.of(
                    OwnEngine.fixed(RetrievalReport.AUTO, IndexReader.open(snapshot, config)),
                    OwnEngine.fixed(RetrievalReport.EXACT, exact),
                    OwnEngine.graph(RetrievalReport.HNSW, HnswIndex.of(graph, new EfPair(100, 100), exact)),
                    jvector,
                    lucene,
                    new FullScanEngine(items));
            report.begin(data, chosen, Reachability.byNormDecile(graph, items));
            cells(data, options, engines, report);
        } finally {
            snapshot.release();
        }
    }

    private static void cells(BenchData data, Options options, List<BenchEngine> engines, RetrievalReport report)
            throws IOException {
        Effort effort = Effort.of(options);
        FactorMatrix items = data.items();
        float[][] queries = queries(data.queries(), effort.queries());
        for (double share : SHARES) {
            Bits allowed = share == 1 ? null : random(items.rows(), share);
            for (int k : DEPTHS) {
                options.notes().accept(data.name() + ": k " + k + ", " + share * 100 + " % allowed");
                BenchCell cell = new BenchCell(items, queries, k, allowed);
                report.add(k, share, cell.run(engines, effort.rounds(), effort.warmMillis()));
            }
        }
    }

    private static float[][] queries(FactorMatrix rows, int wanted) {
        QuerySample sample = QuerySample.of(rows, rows, wanted);
        float[][] queries = new float[sample.size()][];
        for (int i = 0; i < queries.length; i++) {
            queries[i] = sample.vector(i);
        }
        return queries;
    }

    private static Bits random(int rows, double share) {
        SplittableRandom random = new SplittableRandom(5);
        Bits allowed = new Bits(rows);
        for (int i = 0; i < rows; i++) {
            if (random.nextDouble() < share) {
                allowed.set(i);
            }
        }
        return allowed;
    }

    private static Path workDirectory() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Files.createDirectories(target);
        return Files.createTempDirectory(target, "bench-retrieval");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

package io.candor.verticle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.bench.BenchBundle;
import io.candor.cli.BenchSuite;
import io.candor.retrieval.RetrievalConfig;
import io.candor.storage.BenchPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code candor bench model}: how long a large bundle takes from its files to the first request, what it leaves on the heap, and how
 * long a whole server takes to start.
 *
 * <p>Writes a bundle of 1,000,000 users and 100,000 items with attributes, then loads it in processes of its own ({@link ModelLoad})
 * while its pages are still in memory, from {@code candor.jar} and with its ahead-of-time cache, as a server has them. Then starts
 * servers by the launcher ({@link ServerStart}), on that bundle and on that of the demo. A quick run gives the large bundle the exact
 * index; a full run builds the graph, which takes minutes to make and is the larger thing to load.
 */
public final class ModelBench implements BenchSuite {
    static final int USERS = 1_000_000;
    static final int ITEMS = 100_000;
    static final int DIMS = 64;

    private static final int PROCESSES = 3;
    private static final int STARTS = 5;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String summary() {
        return "Time and memory that a bundle of 1,000,000 users and 100,000 items takes to load, and servers to start.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path directory = Files.createTempDirectory("candor-bench-model");
        try {
            Path large = directory.resolve("large");
            Path bundle = large.resolve("models").resolve("bench");
            RetrievalConfig.Mode index = options.quick() ? RetrievalConfig.Mode.EXACT : RetrievalConfig.Mode.HNSW;
            new BenchBundle(ITEMS, USERS, DIMS, index).write(bundle, options.notes());
            long bytes = bytesOf(bundle);
            options.notes().accept("loading it in processes of their own");
            JsonNode loads = load(bundle, directory.resolve("result.json"));
            ModelReport report = new ModelReport(loads, index.name().toLowerCase(Locale.ROOT), bytes);
            start(large, directory.resolve("demo"), options, report);
            return report.render();
        } finally {
            delete(directory);
        }
    }

    /** Returns what the median one of several processes measured, by the clock. */
    private static JsonNode load(Path bundle, Path result) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            int exit = new ProcessBuilder(loadCommand(bundle, result))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("the process that loads ended with exit code " + exit);
            }
            all.add(new ObjectMapper().readTree(Files.readAllBytes(result)));
        }
        all.sort(Comparator.comparingDouble(ModelReport::wallMillisAtStart));
        return all.get(all.size() / 2);
    }

    private static List<String> loadCommand(Path bundle, Path result) {
        Path target = Path.of(System.getProperty("candor.home", "")).resolve("target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        Path cache = target.resolve("candor.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        // The jar first: a cache is good for the class path it was made with, and for what follows after it.
        command.addAll(List.of("-cp", target.resolve("candor.jar") + ":" + target.resolve("test-classes")));
        command.addAll(List.of(ModelLoad.class.getName(), bundle.toString(), result.toString()));
        return command;
    }

    /** Starts servers, after once for all that only a first start has to do. */
    private static void start(Path large, Path demo, Options options, ModelReport report)
            throws IOException, InterruptedException {
        options.notes().accept("starting servers");
        ServerStart.run(demo, Map.of(), "demo");
        report.start("demo, embedded PostgreSQL", ServerStart.median(STARTS, demo, Map.of()), ModelReport.DEMO_MILLIS);
        try (BenchPostgres postgres = BenchPostgres.start()) {
            Map<String, String> elsewhere = Map.of(
                    "CANDOR_DATABASE_URI", postgres.address().uri().toString(),
                    "CANDOR_DATABASE_PASSWORD",
                            postgres.address().password().orElseThrow().reveal());
            ServerStart.run(demo, elsewhere, "serve");
            report.start("demo, database.uri", ServerStart.median(STARTS, demo, elsewhere), ModelReport.DEMO_MILLIS);
        }
        ServerStart.run(large, Map.of(), "serve");
        report.start(
                "large bundle, embedded PostgreSQL",
                ServerStart.median(PROCESSES, large, Map.of()),
                Double.POSITIVE_INFINITY);
    }

    private static long bytesOf(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
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

package io.candor.verticle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.bench.BenchBundle;
import io.candor.cli.BenchSuite;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code candor bench model}: how long a large bundle takes from its files to the first request, and what it leaves on the heap.
 *
 * <p>Writes a bundle of 1,000,000 users and 100,000 items with attributes, then loads it in a process of its own ({@link
 * ModelLoad}) while its pages are still in memory. A quick run gives it the exact index; a full run builds the graph, which takes
 * minutes to make and is the larger thing to load.
 */
public final class ModelBench implements BenchSuite {
    static final int USERS = 1_000_000;
    static final int ITEMS = 100_000;
    static final int DIMS = 64;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String summary() {
        return "Time and heap that a bundle of 1,000,000 users and 100,000 items takes to load.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path directory = Files.createTempDirectory("candor-bench-model");
        try {
            Path bundle = directory.resolve("bundle");
            RetrievalConfig.Mode index = options.quick() ? RetrievalConfig.Mode.EXACT : RetrievalConfig.Mode.HNSW;
            new BenchBundle(ITEMS, USERS, DIMS, index).write(bundle, options.notes());
            long bytes = bytesOf(bundle);
            Path result = directory.resolve("result.json");
            options.notes().accept("loading it in a process of its own");
            load(bundle, result);
            JsonNode loads = new ObjectMapper().readTree(Files.readAllBytes(result));
            return ModelReport.of(loads, index.name().toLowerCase(Locale.ROOT), bytes);
        } finally {
            delete(directory);
        }
    }

    private static void load(Path bundle, Path result) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ModelLoad.class.getName()));
        command.addAll(List.of(bundle.toString(), result.toString()));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the process that loads ended with exit code " + exit);
        }
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

package io.candor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.dataset.SparseRows;
import io.candor.math.FactorMatrix;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Spark's ALS in a process of its own, started from {@code src/bench/spark}: {@code Als.java} says what it does. */
final class SparkAls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What Spark's own launcher opens. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final String version;

    /** What a model took: wall and CPU seconds. */
    record Fit(double seconds, double cpuSeconds) {}

    private SparkAls(Process process) throws IOException {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.version = answer().path("version").asText();
    }

    /**
     * Starts it and lets it read its ratings.
     *
     * @param home the source checkout
     * @param kept directory where its class path is kept; ratings and its log go there too
     * @param ratings by user
     */
    static SparkAls start(Path home, Path kept, SparseRows ratings, int threads)
            throws IOException, InterruptedException {
        Path file = kept.resolve("spark-ratings.csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (int user = 0; user < ratings.rows(); user++) {
                for (int p = ratings.start(user); p < ratings.end(user); p++) {
                    out.println(user + "," + ratings.column(p) + "," + ratings.value(p));
                }
            }
        }
        Path sources = home.resolve("src").resolve("bench").resolve("spark");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-XX:+UseParallelGC",
                "--add-modules",
                "jdk.incubator.vector", // its own linear algebra uses it
                "--sun-misc-unsafe-memory-access=allow"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-cp",
                KeptClassPath.of(sources, kept),
                sources.resolve("Als.java").toString(),
                file.toString(),
                Integer.toString(threads)));
        Process process = new ProcessBuilder(command)
                .redirectError(kept.resolve("spark.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new SparkAls(process);
    }

    String version() {
        return version;
    }

    /**
     * Trains.
     *
     * @param factors directory for them, {@code -} for nowhere
     */
    Fit fit(int rank, int iterations, double regularisation, double alpha, int blocks, String factors)
            throws IOException {
        orders.write(String.format(
                Locale.ROOT, "%d %d %s %s %d 1 %s%n", rank, iterations, regularisation, alpha, blocks, factors));
        orders.flush();
        JsonNode answer = answer();
        return new Fit(
                answer.path("seconds").asDouble(), answer.path("cpu_seconds").asDouble());
    }

    /** Reads the factors of one side; rows that it does not know are zero. */
    static FactorMatrix factors(Path file, int rows, int dims) throws IOException {
        float[] factors = new float[rows * dims];
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> {
                String[] fields = line.split(",", -1);
                int from = Integer.parseInt(fields[0]) * dims;
                for (int k = 0; k < dims; k++) {
                    factors[from + k] = Float.parseFloat(fields[1 + k]);
                }
            });
        }
        return FactorMatrix.ofRows(factors, dims);
    }

    private JsonNode answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Spark ended, see spark.log");
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        process.destroy();
    }
}

package io.candor.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@code candor train} on a large file, from reading to the finished bundle, in a process with a bounded heap. */
final class TrainingMemory {
    private static final String HEAP = "-Xmx3g";
    private static final long POLL_MILLIS = 50;
    private static final String PEAK = "VmHWM:";

    private TrainingMemory() {}

    /**
     * What it took.
     *
     * @param ratings in the file
     * @param peakBytes largest resident set, as the system saw it
     * @param seconds for all of it
     */
    record Peak(long ratings, long peakBytes, double seconds) {}

    static Peak measure(SkewedRatings shape, Path kept, Consumer<String> notes)
            throws IOException, InterruptedException {
        Path file = kept.resolve("large.csv");
        long[] count = {0};
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            shape.forEach((user, item) -> {
                out.println("u" + user + ",i" + item + "," + (1 + (user * 31 + item) % 5) + "," + count[0]);
                count[0]++;
            });
        }
        notes.accept("training on " + count[0] + " ratings with " + HEAP);
        Path directory = Files.createTempDirectory(kept, "large");
        long begun = System.nanoTime();
        long peak = 0;
        try (JavaProcess process = JavaProcess.start(
                List.of(HEAP, "-XX:+UseParallelGC"),
                "io.candor.cli.Main",
                List.of(
                        "train",
                        "--ratings",
                        file.toString(),
                        "--data-dir",
                        directory.toString(),
                        "--out",
                        directory.resolve("model").toString(),
                        "--set",
                        "dims=" + TrainingBench.DIMS,
                        "--set",
                        "epochs=2"),
                Map.of("CANDOR_RETRIEVAL_INDEX", "exact"),
                kept.resolve("large.log"))) {
            while (process.isAlive()) {
                peak = Math.max(peak, peakBytes(process.pid()));
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        boolean finished = Files.exists(directory.resolve("model").resolve("manifest.json"));
        delete(directory);
        Files.delete(file);
        if (!finished) {
            throw new IOException("training did not finish, see " + kept.resolve("large.log"));
        }
        return new Peak(count[0], peak, seconds);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Returns 0 when the process is gone. */
    private static long peakBytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}

package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own that is killed in the middle, and what a second start makes of it. */
final class TrainCrashIT {
    private static final long PATIENCE_SECONDS = 180;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    @TempDir
    private Path directory;

    @Test
    void train_killedAndStartedAgain_writesTheFactorsOfAnUninterruptedRun() throws Exception {
        Path ratings = Files.writeString(directory.resolve("ratings.csv"), generated());
        for (String algorithm : List.of("bpr", "ials")) {
            Path checkpoints = directory.resolve(algorithm + "-checkpoints");
            Path whole = directory.resolve(algorithm + "-whole");
            Path resumed = directory.resolve(algorithm + "-resumed");
            assertEquals(0, finish(start(algorithm, ratings, whole, directory.resolve("other"))));

            Process killed = start(algorithm, ratings, resumed, checkpoints);
            awaitCheckpoint(killed, checkpoints);
            killed.destroyForcibly().waitFor();
            assertTrue(Files.notExists(resumed), "it was killed before it had a result");
            assertEquals(
                    1,
                    files(checkpoints).stream()
                            .filter(f -> f.endsWith(".checkpoint"))
                            .count());

            assertEquals(0, finish(start(algorithm, ratings, resumed, checkpoints)));
            for (String file : List.of("items.f32", "users.f32", "user_bias.f32")) {
                assertEquals(-1, Files.mismatch(whole.resolve(file), resumed.resolve(file)), algorithm + " " + file);
            }
            assertTrue(files(checkpoints).stream().noneMatch(f -> f.endsWith(".checkpoint")), "it cleans up");
        }
    }

    private static Process start(String algorithm, Path ratings, Path out, Path checkpoints) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--algorithm",
                algorithm,
                "--ratings",
                ratings.toString(),
                "--out",
                out.toString(),
                "--checkpoint",
                checkpoints.toString(),
                "--checkpoint-interval",
                "1ms",
                "--version-name",
                "v1",
                "--set",
                "dims=32",
                "--set",
                "epochs=60"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int finish(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
        return process.exitValue();
    }

    private static void awaitCheckpoint(Process process, Path checkpoints) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (files(checkpoints).stream().noneMatch(file -> file.endsWith(".checkpoint"))) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "it writes a checkpoint");
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).toList();
        }
    }

    private static String generated() {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder rows = new StringBuilder("user,item,rating,timestamp\n");
        for (int user = 0; user < 1_500; user++) {
            for (int i = 0; i < 20; i++) {
                int item = (user % 7) * 30 + random.nextInt(60);
                rows.append("u" + user + ",i" + item + "," + random.nextInt(1, 6) + "," + (1_000_000_000 + i) + "\n");
            }
        }
        return rows.toString();
    }
}

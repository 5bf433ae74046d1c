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
            Process killed = start(command(algorithm, ratings, resumed, checkpoints));
            awaitCheckpoint(killed, checkpoints);
            killed.destroyForcibly().waitFor();
            assertTrue(Files.notExists(resumed), "it was killed before it had a result");
            assertEquals(1, checkpointsIn(checkpoints));

            run(command(algorithm, ratings, resumed, checkpoints));
            run(command(algorithm, ratings, whole, directory.resolve("other")));
            for (String file : List.of("items.f32", "users.f32", "user_bias.f32")) {
                assertEquals(-1, Files.mismatch(whole.resolve(file), resumed.resolve(file)), algorithm + " " + file);
            }
            assertEquals(0, checkpointsIn(checkpoints), "it cleans up");
        }
    }

    private static void run(List<String> command) {
        CommandRun run = CommandRun.of(command.toArray());
        assertEquals(ExitCode.OK, run.exitCode(), run.err());
    }

    private static List<String> command(String algorithm, Path ratings, Path out, Path checkpoints) {
        return List.of(
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
                "dims=16",
                "--set",
                "epochs=40");
    }

    private static Process start(List<String> arguments) throws IOException {
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
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitCheckpoint(Process process, Path checkpoints) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (checkpointsIn(checkpoints) == 0) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "it writes a checkpoint");
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static long checkpointsIn(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".checkpoint")).count();
        }
    }

    private static String generated() {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder rows = new StringBuilder("user,item,rating,timestamp\n");
        for (int user = 0; user < 800; user++) {
            for (int i = 0; i < 20; i++) {
                int item = (user % 7) * 30 + random.nextInt(60);
                rows.append("u" + user + ",i" + item + "," + random.nextInt(1, 6) + "," + (1_000_000_000 + i) + "\n");
            }
        }
        return rows.toString();
    }
}

package io.candor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Hyperfoil in a process of its own, started from {@code src/bench/hyperfoil}: {@code Load.java} says what it does. One for a whole
 * benchmark, so that it is compiled when it matters.
 */
final class LoadGenerator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private LoadGenerator(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param home the source checkout
     * @param kept directory where its class path is kept; its log goes there too
     */
    static LoadGenerator start(Path home, Path kept) throws IOException, InterruptedException {
        Path sources = home.resolve("src").resolve("bench").resolve("hyperfoil");
        // With so much room it collects before a load and not in the middle of one, where answers would wait for it.
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms2g",
                "-Xmx2g",
                "-Xmn1600m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.apache.logging.log4j.level=ERROR",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                KeptClassPath.of(sources, kept),
                sources.resolve("Load.java").toString());
        Process process = new ProcessBuilder(command)
                .redirectError(kept.resolve("load.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new LoadGenerator(process);
    }

    /**
     * Loads a server and returns what came of it.
     *
     * @param lastUser of those who ask, in any order
     * @param rate requests a second; 0 for as many as are answered
     */
    LoadResult run(int port, String path, int lastUser, double seconds, double rate) throws IOException {
        orders.write(String.format(
                Locale.ROOT,
                "%d %s %d %d %.3f %d%n",
                port,
                path,
                HttpCase.FIRST_USER,
                lastUser,
                seconds,
                Math.round(rate)));
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load generator ended, see load.log");
        }
        return LoadResult.of(JSON.readTree(answer));
    }

    @Override
    public void close() {
        process.destroy();
    }
}

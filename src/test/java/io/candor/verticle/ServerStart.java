package io.candor.verticle;

import io.candor.storage.ProcessMemory;
import io.candor.storage.ProcessorTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a server by its launcher, as a user does, until it says that it serves, and reads from {@code /proc} what that took.
 *
 * @param wallMillis from the start of the launcher to the line that names the address
 * @param cpuMillis of the JVM, all threads, until then
 * @param ownBytes resident memory of the JVM that is not page cache, at that moment
 */
record ServerStart(double wallMillis, double cpuMillis, long ownBytes) {
    private static final int STOP_SECONDS = 60;

    /** Starts and stops a server so many times, and returns the median start, by the clock. */
    static ServerStart median(int times, Path data, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<ServerStart> starts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            starts.add(run(data, environment, "serve"));
        }
        starts.sort(Comparator.comparingDouble(ServerStart::wallMillis));
        return starts.get(times / 2);
    }

    /** Runs a command that serves until it is ready, and stops it in good order. */
    static ServerStart run(Path data, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        Path launcher = Path.of(System.getProperty("candor.home", "")).resolve("candor");
        ProcessBuilder builder = new ProcessBuilder(
                launcher.toString(), command, "--data-dir", data.toString(), "--port", "0", "--management-port", "0");
        builder.environment().putAll(environment);
        builder.environment().put("CANDOR_HTTP_DRAIN_GRACE", "0ms");
        builder.redirectErrorStream(true);
        long begun = System.nanoTime();
        Process server = builder.start();
        try (BufferedReader output = server.inputReader()) {
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.contains("serves at") || line.contains("serving at")) {
                    return measured(server.pid(), begun);
                }
            }
            throw new IOException("the server did not start:\n" + said);
        } finally {
            server.destroy();
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    private static ServerStart measured(long pid, long begun) throws IOException {
        double wall = (System.nanoTime() - begun) / 1e6;
        double cpu = ProcessorTime.microsOf(pid) / 1e3;
        return new ServerStart(wall, cpu, ProcessMemory.ownBytes(pid));
    }
}

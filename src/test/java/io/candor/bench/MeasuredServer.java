package io.candor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.MetricsText;
import io.candor.app.MeasuredMain;
import io.candor.http.BenchRoutes;
import io.candor.storage.ProcessMemory;
import io.candor.storage.ProcessorTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@link MeasuredMain} with its embedded PostgreSQL. */
final class MeasuredServer implements AutoCloseable {
    static final String SLATES = "/v1/placements/home/recommendations";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms$");
    /** Threads that bring slates into the database. */
    private static final String PROJECTION = "candor-project";

    private final JavaProcess process;
    private final int port;
    private final int managementPort;
    private final Path collections;
    private boolean held;

    private MeasuredServer(JavaProcess process, int port, int managementPort, Path collections) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.collections = collections;
    }

    /**
     * What a server has used and done so far.
     *
     * @param cpuMicros of all its threads but compilers and projection
     * @param degraded slates that were less than they could be
     * @param logBytes length of its GC log
     * @param machine what the machine has spent
     */
    record Usage(
            double cpuMicros,
            double compilerMicros,
            double allocatedBytes,
            double degraded,
            long logBytes,
            MachineTime machine) {}

    /** Starts one in an empty directory, and waits until its model serves. */
    static MeasuredServer start(HttpCase setUp, Path bundle, Path directory) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        int managementPort = JavaProcess.freePort();
        Path models = Files.createDirectories(directory.resolve("data").resolve("models"));
        copy(bundle, models.resolve("bench"));
        Path config = directory.resolve("candor.yaml");
        Files.writeString(
                config,
                "http: {port: " + port + ", management_port: " + managementPort + ", drain_grace: 0s}\n"
                        + setUp.yaml());
        Path collections = directory.resolve("gc.log");
        JavaProcess process = JavaProcess.start(
                List.of("-XX:ActiveProcessorCount=" + setUp.loops(), "-Xlog:gc:file=" + collections + "::filecount=0"),
                MeasuredMain.class.getName(),
                List.of(config.toString(), directory.resolve("data").toString()),
                Map.of("CANDOR_LOG_LEVEL", "warn"),
                directory.resolve("server.log"));
        process.await(() -> ServerProcess.isReady(managementPort));
        return new MeasuredServer(process, port, managementPort, collections);
    }

    /** Links where that can be, for a bundle may be large. */
    private static void copy(Path bundle, Path target) throws IOException {
        Path draft = Files.createDirectories(target.resolveSibling(".draft"));
        try (Stream<Path> files = Files.list(bundle)) {
            for (Path file : files.toList()) {
                Files.createLink(draft.resolve(file.getFileName()), file);
            }
        }
        Files.move(draft, target);
    }

    int port() {
        return port;
    }

    /** Returns the bytes of the answer that the no-op route is to give from now on: a slate. */
    int copySlateToNoOp() throws IOException {
        try (PlainClient client = new PlainClient(port)) {
            String slate = client.post(SLATES, "{\"user\":\"user-" + HttpCase.FIRST_USER + "\",\"limit\":20}")
                    .body();
            int items = JSON.readTree(slate).path("items").size();
            if (items != 20 || client.put(BenchRoutes.NO_OP, slate).status() != 204) {
                throw new IOException("no slate of 20: " + slate);
            }
            return slate.length();
        }
    }

    Usage usage() throws IOException {
        try (PlainClient client = new PlainClient(port)) {
            double bytes = JSON.readTree(client.get(BenchRoutes.JVM).body())
                    .path("allocated_bytes")
                    .asDouble();
            long pid = process.pid();
            double compilers = ProcessorTime.microsOfThreads(pid, Contender.COMPILER);
            double cpu = ProcessorTime.microsOf(pid) - compilers - ProcessorTime.microsOfThreads(pid, PROJECTION);
            return new Usage(cpu, compilers, bytes, degraded(), Files.size(collections), MachineTime.now());
        }
    }

    double ownMegabytes() throws IOException {
        return ProcessMemory.ownBytes(process.pid()) / 1e6;
    }

    private double degraded() throws IOException {
        try (PlainClient client = new PlainClient(managementPort)) {
            return new MetricsText(client.get("/metrics").body()).sum("candor_slates_degraded_total{");
        }
    }

    /** Returns the pauses of the collector since an earlier time, in milliseconds. */
    List<Double> pausesSince(Usage earlier) throws IOException {
        byte[] log = Files.readAllBytes(collections);
        int from = (int) earlier.logBytes;
        List<Double> pauses = new ArrayList<>();
        new String(log, from, log.length - from, StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                pauses.add(Double.valueOf(pause.group(1)));
            }
        });
        return pauses;
    }

    /**
     * Stops the processes of PostgreSQL where they are, so that nothing is brought into it: what a slate costs is to be told apart
     * from what storing it costs. Profiles that are not in memory cannot be asked for meanwhile.
     */
    void holdDatabase() throws IOException, InterruptedException {
        if (!held) {
            held = true;
            Runtime.getRuntime().addShutdownHook(new Thread(this::releaseDatabase));
            signalDatabase("-STOP");
        }
    }

    private void signalDatabase(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> Long.toString(child.pid()))
                .forEach(command::add);
        if (command.size() > 2) {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    private void releaseDatabase() {
        try {
            signalDatabase("-CONT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        releaseDatabase();
        process.close();
    }
}

package io.candor.bench;

import io.candor.MetricsText;
import io.candor.config.Secret;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.ProcessorTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code candor serve} with its default configuration, in a process of its own. */
final class ServerProcess implements Contender, AutoCloseable {
    /** Name of the variable that holds the password of the database. */
    static final String PASSWORD = "CANDOR_DATABASE_PASSWORD";

    private final JavaProcess process;
    private final int port;
    private final int managementPort;

    private ServerProcess(JavaProcess process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it on a data directory that has a model, and waits until that serves. */
    static ServerProcess start(Path data, DatabaseAddress database) throws IOException, InterruptedException {
        return start(data, database, Map.of());
    }

    /** As {@link #start(Path, DatabaseAddress)}, with more variables. */
    static ServerProcess start(Path data, DatabaseAddress database, Map<String, String> more)
            throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        int managementPort = JavaProcess.freePort();
        List<String> arguments = List.of(
                "serve", "--data-dir", data.toString(), "--port", "" + port, "--management-port", "" + managementPort);
        Map<String, String> environment = new HashMap<>(passwordOf(database));
        environment.put("CANDOR_DATABASE_URI", database.uri().toString());
        environment.put("CANDOR_LOG_LEVEL", "warn");
        environment.put("CANDOR_HTTP_DRAIN_GRACE", "0s");
        environment.putAll(more);
        JavaProcess process =
                JavaProcess.start("io.candor.cli.Main", arguments, environment, data.resolve("server.log"));
        process.await(() -> isReady(managementPort));
        return new ServerProcess(process, port, managementPort);
    }

    /** Returns the environment that carries the password of a database, if it has one. */
    static Map<String, String> passwordOf(DatabaseAddress database) {
        return database.password()
                .map(Secret::reveal)
                .map(word -> Map.of(PASSWORD, word))
                .orElse(Map.of());
    }

    static boolean isReady(int managementPort) throws IOException {
        try (PlainClient client = new PlainClient(managementPort)) {
            return client.get("/health/ready").status() == 200;
        }
    }

    /** Returns how much heap is still in use after a collection. */
    double liveHeapMegabytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        return metric("jvm_gc_live_data_size_bytes") / 1e6;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    /** Returns how many files and sockets it holds open; 0 without {@code /proc}. */
    long openFiles() throws IOException {
        Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.count();
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns its CPU time so far, in microseconds. */
    @Override
    public double cpuMicros() {
        return ProcessorTime.microsOf(process.pid());
    }

    @Override
    public double compilerMicros() {
        return ProcessorTime.microsOfThreads(process.pid(), Contender.COMPILER);
    }

    /** Returns a metric that has no labels. */
    double metric(String name) throws IOException {
        try (PlainClient client = new PlainClient(managementPort)) {
            return new MetricsText(client.get("/metrics").body()).value(name);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

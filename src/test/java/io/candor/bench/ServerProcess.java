package io.candor.bench;

import io.candor.config.Secret;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.ProcessorTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code candor serve} with its default configuration, in a process of its own with the JVM flags of this one. */
final class ServerProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 40;
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServerProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it on a data directory that has a model, and waits until that serves. */
    static ServerProcess start(Path data, DatabaseAddress database) throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.candor.cli.Main", "serve"));
        command.addAll(List.of("--data-dir", data.toString(), "--port", "" + port));
        command.addAll(List.of("--management-port", "" + managementPort));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CANDOR_"));
        environment.put("CANDOR_DATABASE_URI", database.uri().toString());
        environment.put("CANDOR_LOG_LEVEL", "warn");
        environment.put("CANDOR_HTTP_DRAIN_GRACE", "0s");
        database.password().map(Secret::reveal).ifPresent(word -> environment.put("CANDOR_DATABASE_PASSWORD", word));
        builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile());
        ServerProcess server = new ServerProcess(builder.start(), port, managementPort);
        // Not to be left behind when the benchmark is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException(
                        "the server is not ready within " + START_SECONDS + " s, see server.log");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean isReady() {
        try (PlainClient client = new PlainClient(managementPort)) {
            return client.get("/health/ready").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Returns its CPU time so far, in microseconds. */
    double cpuMicros() {
        return ProcessorTime.microsOf(process.pid());
    }

    /** Returns a metric that has no labels. */
    double metric(String name) throws IOException {
        try (PlainClient client = new PlainClient(managementPort)) {
            return client.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the server has no metric " + name));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.candor.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with the JVM flags and the class path of this one. */
final class JavaProcess implements AutoCloseable {
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 40;
    private static final long POLL_MILLIS = 50;

    private final Process process;

    private JavaProcess(Process process) {
        this.process = process;
    }

    /** Asks whether a program is ready. */
    @FunctionalInterface
    interface Check {
        boolean isReady() throws IOException;
    }

    /**
     * Starts a program; it is not left behind when this one is interrupted.
     *
     * @param environment beside that of this process, of which nothing is inherited that configures the server
     */
    static JavaProcess start(String mainClass, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        return start(List.of(), mainClass, arguments, environment, log);
    }

    /** As above, with more JVM flags. */
    static JavaProcess start(
            List<String> flags, String mainClass, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CANDOR_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new JavaProcess(process);
    }

    /** Returns a port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the check succeeds; what it throws counts as not yet. */
    void await(Check check) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!succeeds(check)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("a server is not ready within " + START_SECONDS + " s, see its log");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean succeeds(Check check) {
        try {
            return check.isReady();
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
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

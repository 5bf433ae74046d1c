package io.candor.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine: where they lie, and running one to its end. Children never see this process's environment. */
final class Subprocess {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private Subprocess() {}

    /**
     * How a program ended.
     *
     * @param status 0 when it was content
     * @param output what it wrote to standard output and standard error, stripped
     */
    record Outcome(int status, String output) {}

    /** Returns the program's file in the first directory of the search path that has it. */
    static Optional<Path> find(String program) {
        return Stream.of(searchPath().split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns a builder with a closed input and an environment of search path and C locale only: no secret leaks. */
    static ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", searchPath());
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder.redirectInput(
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException when it cannot be started, or is not done in time (it is killed then)
     */
    static Outcome run(List<String> command, Path directory, Duration timeout) throws IOException {
        Path output = Files.createTempFile("candor-", ".out");
        try {
            Process process = builder(command, directory)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!await(process, timeout)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " was not done after " + timeout.toSeconds() + " s");
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            return new Outcome(process.exitValue(), text.strip());
        } finally {
            Files.delete(output);
        }
    }

    /** Returns whether the process ended in time. An interrupt is kept for the caller and counts as the time's end. */
    static boolean await(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String searchPath() {
        String path = System.getenv("PATH");
        return path == null || path.isBlank() ? DEFAULT_PATH : path;
    }
}

package io.candor.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Signals that Java cannot send. PostgreSQL takes INT as "stop now, in good order" and QUIT as "stop at once". */
final class Signals {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Signals() {}

    static void interrupt(long pid) throws IOException {
        send("INT", pid);
    }

    static void quit(long pid) throws IOException {
        send("QUIT", pid);
    }

    /** By the shell, which always has {@code kill}; small images lack the program. A process that is gone is no error. */
    private static void send(String signal, long pid) throws IOException {
        Subprocess.run(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid), Path.of("/"), TIMEOUT);
    }
}

package io.candor.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A program that starts the embedded server, says so, and waits to be killed; run as a process of its own by the tests. */
final class EmbeddedPostgresProgram {
    private EmbeddedPostgresProgram() {}

    /** Takes the data directory, the directory of the programs, and their major version. */
    public static void main(String[] args) throws Exception {
        PostgresBinaries binaries = new PostgresBinaries(Path.of(args[1]), Integer.parseInt(args[2]));
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(Path.of(args[0]), Duration.ofMinutes(2), Optional.of(binaries));
        System.out.println("ready " + postgres.process().pid());
        System.out.flush();
        System.in.read();
        postgres.close();
        System.out.println("closed");
    }
}

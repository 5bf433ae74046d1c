package io.candor.bench;

import io.candor.storage.DatabaseAddress;
import io.candor.storage.ProcessorTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@link InsertServer} in a process of its own. */
final class InsertPeer implements Contender, AutoCloseable {
    /** As many as clients connect in the cell that is judged. */
    private static final int CONNECTIONS = 16;

    private final JavaProcess process;
    private final int port;

    private InsertPeer(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static InsertPeer start(DatabaseAddress database, Path log) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        List<String> arguments = List.of("" + port, database.uri().toString(), "" + CONNECTIONS);
        JavaProcess process =
                JavaProcess.start(InsertServer.class.getName(), arguments, ServerProcess.passwordOf(database), log);
        process.await(() -> {
            new PlainClient(port).close();
            return true;
        });
        return new InsertPeer(process, port);
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

    @Override
    public void close() {
        process.close();
    }
}

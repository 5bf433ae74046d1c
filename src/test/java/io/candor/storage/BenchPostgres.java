package io.candor.storage;

/** An embedded PostgreSQL for benchmarks of other packages: as a server starts it, durable with every commit. */
public final class BenchPostgres implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private BenchPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static BenchPostgres start() {
        return new BenchPostgres(SharedPostgres.start(SharedPostgres.directory("bench")));
    }

    public DatabaseAddress address() {
        return postgres.address();
    }

    /** Returns the CPU time of all its processes so far, in microseconds. */
    public double cpuMicros() {
        return ProcessorTime.microsOfFamily(postgres.process().pid());
    }

    @Override
    public void close() {
        postgres.close();
        SharedPostgres.removeDirectories();
    }
}

package io.candor.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Threads that share the rows of a matrix in chunks, each with its own working memory. Which thread takes which chunk is
 * left to chance, so tasks must depend on nothing but their row.
 */
public final class RowWorkers implements AutoCloseable {
    private static final int CHUNK = 64;

    private final int threads;
    private final ExecutorService pool;

    /** Work on one row. */
    @FunctionalInterface
    interface RowTask {
        void run(int row);
    }

    RowWorkers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("candor-train-", 0).factory());
    }

    int threads() {
        return threads;
    }

    /** Runs a task for every row in 0..rows-1 and returns when all are done; each thread gets a task of its own. */
    void forEachRow(int rows, Supplier<RowTask> tasks) {
        forEachChunk(rows, CHUNK, tasks);
    }

    /** As {@link #forEachRow} for few, long pieces of work. */
    void forEachPiece(int pieces, Supplier<RowTask> tasks) {
        forEachChunk(pieces, 1, tasks);
    }

    private void forEachChunk(int rows, int chunk, Supplier<RowTask> tasks) {
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] running = IntStream.range(0, threads)
                .mapToObj(t -> CompletableFuture.runAsync(() -> drain(next, rows, chunk, tasks.get()), pool))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void drain(AtomicInteger next, int rows, int chunk, RowTask task) {
        for (int from = next.getAndAdd(chunk); from < rows; from = next.getAndAdd(chunk)) {
            int to = Math.min(rows, from + chunk);
            for (int row = from; row < to; row++) {
                task.run(row);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}

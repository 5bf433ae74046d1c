package io.candor.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name("candor-train-", 0).factory());
    }

    int threads() {
        return threads;
    }

    /** Runs a task for every row in 0..rows-1 and returns when all are done; each thread, the caller too, gets a task of its own. */
    void forEachRow(int rows, Supplier<RowTask> tasks) {
        forEachChunk(rows, CHUNK, tasks);
    }

    /** As {@link #forEachRow} for few, long pieces of work. */
    void forEachPiece(int pieces, Supplier<RowTask> tasks) {
        forEachChunk(pieces, 1, tasks);
    }

    private void forEachChunk(int rows, int chunk, Supplier<RowTask> tasks) {
        Round round = new Round(rows, chunk, tasks);
        for (int t = 1; t < Math.min(threads, round.chunks()); t++) {
            pool.execute(round);
        }
        round.run();
        round.await();
    }

    /**
     * The chunks of one call. The caller takes part, and waits for chunks that others have begun, not for threads that come too
     * late to find one: so a busy machine holds nobody up.
     */
    private static final class Round implements Runnable {
        private final int rows;
        private final int chunk;
        private final Supplier<RowTask> tasks;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Round(int rows, int chunk, Supplier<RowTask> tasks) {
            this.rows = rows;
            this.chunk = chunk;
            this.tasks = tasks;
            this.left = new CountDownLatch(chunks());
        }

        int chunks() {
            return (int) (((long) rows + chunk - 1) / chunk);
        }

        @Override
        public void run() {
            int number = next.getAndIncrement();
            if (number >= chunks()) {
                return;
            }
            RowTask task = null;
            for (; number < chunks(); number = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        task = task == null ? tasks.get() : task;
                        run(task, number);
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    left.countDown();
                }
            }
        }

        private void run(RowTask task, int number) {
            int to = (int) Math.min(rows, (number + 1L) * chunk);
            for (int row = number * chunk; row < to; row++) {
                task.run(row);
            }
        }

        void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    left.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}

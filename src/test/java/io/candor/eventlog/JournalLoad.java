package io.candor.eventlog;

import com.sun.management.OperatingSystemMXBean;
import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures a journal under load, beside a bare loop that writes and forces one record at a time in the same directory. Each
 * producer has one append under way, as a client that waits for its answer; bounded by a count.
 */
public final class JournalLoad {
    private JournalLoad() {}

    /**
     * What to run.
     *
     * @param producers threads that append
     * @param inFlight appends that each of them has under way
     * @param batch records an append
     * @param recordBytes bytes of a payload
     * @param appends appends in all, before which a tenth as many warm up
     */
    public record Plan(int producers, int inFlight, int batch, int recordBytes, int appends) {}

    /**
     * What came out.
     *
     * @param recordsPerSecond acknowledged
     * @param p50Micros median time from append to acknowledgement
     * @param p99Micros its 99th percentile
     * @param cpuMicrosPerRecord time on all processors of this process, a record
     * @param recordsPerCommit records for which the disk was asked once
     */
    public record Measured(
            double recordsPerSecond,
            double p50Micros,
            double p99Micros,
            double cpuMicrosPerRecord,
            double recordsPerCommit) {}

    /** Runs a plan on a new journal below a directory, and removes the journal. */
    public static Measured run(Path parent, Plan plan) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(parent, "journal");
        try (EventLog log = EventLog.open(directory, config(), new java.security.SecureRandom(), System::nanoTime)) {
            load(log, plan, Math.max(1, plan.appends / 10));
            long commits = log.status().commits();
            long cpu = cpuNanos();
            long begin = System.nanoTime();
            long[] nanos = load(log, plan, plan.appends);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double records = (double) nanos.length * plan.batch;
            double cpuMicros = (cpuNanos() - cpu) / 1e3;
            return measured(nanos, records, seconds, cpuMicros, log.status().commits() - commits);
        } finally {
            remove(directory);
        }
    }

    /** Writes and forces single records at the beginning of a preallocated file, one after the other. */
    public static Measured bare(Path parent, int recordBytes, int count) throws IOException {
        Path file = Files.createTempFile(parent, "bare", ".log");
        ByteBuffer bytes = ByteBuffer.allocateDirect(recordBytes);
        long[] nanos = new long[count];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(recordBytes * count), 0);
            channel.force(true);
            long cpu = cpuNanos();
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                channel.write(bytes.clear(), (long) i * recordBytes);
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return measured(nanos, count, seconds, (cpuNanos() - cpu) / 1e3, count);
        } finally {
            Files.delete(file);
        }
    }

    private static Measured measured(long[] nanos, double records, double seconds, double cpuMicros, long commits) {
        Arrays.sort(nanos);
        return new Measured(
                records / seconds,
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3,
                cpuMicros / records,
                records / commits);
    }

    private static EventLogConfig config() {
        EventLogConfig defaults = EventLogConfig.defaults();
        return new EventLogConfig(
                defaults.segmentSize(),
                defaults.maxBacklog(),
                defaults.maxQueued(),
                defaults.maxRecord(),
                new ByteSize(0),
                defaults.retry());
    }

    private static long[] load(EventLog log, Plan plan, int appends) throws InterruptedException {
        long[] nanos = new long[appends];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(appends);
        List<LogRecord> records = Collections.nCopies(plan.batch, new LogRecord(1, new byte[plan.recordBytes]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.producers; i++) {
            threads.add(Thread.ofPlatform().start(() -> produce(log, plan.inFlight, records, nanos, next, left)));
        }
        left.await();
        for (Thread thread : threads) {
            thread.join();
        }
        return nanos;
    }

    private static void produce(
            EventLog log,
            int inFlight,
            List<LogRecord> records,
            long[] nanos,
            AtomicInteger next,
            CountDownLatch left) {
        Semaphore free = new Semaphore(inFlight);
        for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
            free.acquireUninterruptibly();
            int index = i;
            long begin = System.nanoTime();
            log.append(records, new Completion() {
                @Override
                public void durable(long first) {
                    nanos[index] = System.nanoTime() - begin;
                    log.release(first);
                    free.release();
                    left.countDown();
                }

                @Override
                public void refused(CandorException why) {
                    throw why;
                }
            });
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Prints a table for a few loads; the argument is the directory to work in. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path parent = Path.of(args[0]);
        int bytes = 300;
        print("bare force", bare(parent, bytes, 2_000));
        for (Plan plan : List.of(
                new Plan(1, 1, 1, bytes, 2_000),
                new Plan(2, 32, 1, bytes, 40_000),
                new Plan(2, 128, 1, bytes, 100_000),
                new Plan(2, 512, 1, bytes, 200_000),
                new Plan(2, 64, 20, bytes, 20_000),
                new Plan(256, 1, 1, bytes, 50_000))) {
            print(plan.producers + " x " + plan.inFlight + " x " + plan.batch, run(parent, plan));
        }
    }

    private static void print(String name, Measured measured) {
        System.out.printf(
                "%-14s %,9.0f records/s  p50 %,8.0f us  p99 %,8.0f us  %5.1f us CPU/record  %6.1f records/commit%n",
                name,
                measured.recordsPerSecond,
                measured.p50Micros,
                measured.p99Micros,
                measured.cpuMicrosPerRecord,
                measured.recordsPerCommit);
    }
}

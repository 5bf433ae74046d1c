package io.candor.app;

import io.candor.app.TestServer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Clients that post batches of events without end. A batch that is not answered with 202 is posted again, with the same ids,
 * until it is.
 */
final class EventWriters {
    private static final int THREADS = 4;
    static final int USERS = 5;
    private static final int ITEMS = 50;
    private static final int MOST_EVENTS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final List<String> TYPES =
            List.of("\"click\"", "\"like\"", "\"rating\",\"value\":4", "\"rating\",\"value\":2");

    private final ServerProcess server;
    private final long restNanos;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Sent> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore batches = new Semaphore(0);
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean abandoned;

    /** An event as it was sent. */
    record Sent(String id, String user, String item, String type) {
        String json() {
            return "{\"id\":\"" + id + "\",\"user\":\"" + user + "\",\"item\":\"" + item + "\",\"type\":" + type + "}";
        }
    }

    EventWriters(ServerProcess server, long seed) {
        this(server, seed, 0);
    }

    /** @param restMillis of each client after an acknowledgement */
    EventWriters(ServerProcess server, long seed, long restMillis) {
        this.server = server;
        this.restNanos = TimeUnit.MILLISECONDS.toNanos(restMillis);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed * THREADS + i);
            threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> write(random)));
        }
    }

    private void write(Random random) {
        try {
            while (!stopping) {
                List<Sent> batch = batch(random);
                postUntilAcknowledged(batch);
                acknowledged.addAll(batch);
                batches.release();
                LockSupport.parkNanos(restNanos);
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private static List<Sent> batch(Random random) {
        List<Sent> batch = new ArrayList<>();
        for (int i = 1 + random.nextInt(MOST_EVENTS); i > 0; i--) {
            batch.add(new Sent(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    "writer-" + random.nextInt(USERS),
                    "item-" + random.nextInt(ITEMS),
                    TYPES.get(random.nextInt(TYPES.size()))));
        }
        return batch;
    }

    private void postUntilAcknowledged(List<Sent> batch) throws InterruptedException {
        String events = batch.stream().map(Sent::json).collect(Collectors.joining(","));
        while (!isAcknowledged(events, batch.size()) && !abandoned) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isAcknowledged(String events, int size) throws InterruptedException {
        Answer answer;
        try {
            answer = server.post(events);
        } catch (IOException e) {
            disconnected.incrementAndGet();
            return false;
        }
        if (answer.status() == 503) {
            refused.incrementAndGet();
            return false;
        }
        int taken = answer.body().path("accepted").asInt()
                + answer.body().path("duplicates").asInt();
        if (answer.status() != 202 || taken != size) {
            throw new AssertionError(answer.status() + ": " + answer.response().body());
        }
        return true;
    }

    /** Returns how many attempts were refused with 503. */
    int refused() {
        return refused.get();
    }

    /** Returns how many attempts had no answer. */
    int disconnected() {
        return disconnected.get();
    }

    /** Waits until so many more batches have been acknowledged. */
    void awaitBatches(int count) throws InterruptedException {
        batches.drainPermits();
        if (!batches.tryAcquire(count, 90, TimeUnit.SECONDS)) {
            throw new AssertionError("not " + count + " batches were acknowledged; failures: " + failures);
        }
    }

    /** Ends although batches are not acknowledged, after a test that failed. */
    void abandon() {
        stopping = true;
        abandoned = true;
    }

    /** Ends when every batch that was ever sent is acknowledged; returns all events in them. */
    List<Sent> stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(90));
            if (thread.isAlive()) {
                throw new AssertionError("a batch was never acknowledged");
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a writer failed", failures.peek());
        }
        return List.copyOf(acknowledged);
    }
}

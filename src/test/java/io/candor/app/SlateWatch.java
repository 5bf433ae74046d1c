package io.candor.app;

import io.candor.app.TestServer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody new who asks for a slate, again and again, so that the database is asked too, and notes what came: whole slates, slates with
 * a reason for being less, refusals, no answer.
 */
final class SlateWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    static final String WHOLE = "whole slate";
    /** What a slate of full length may say. */
    static final Set<String> SERVED = Set.of(WHOLE, "profile_unavailable", "decision_not_logged", "ranking_deadline");

    private static final int LIMIT = 10;

    private final ServerProcess server;
    private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;

    SlateWatch(ServerProcess server, String name) {
        this.server = server;
        this.thread = Thread.ofPlatform().name("slate-watch").start(() -> ask(name));
    }

    private void ask(String name) {
        for (int n = 0; !stopped; n++) {
            seen.merge(once("{\"user\":\"" + name + "-" + n + "\",\"limit\":" + LIMIT + "}"), 1, Integer::sum);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String once(String body) {
        long begun = System.nanoTime();
        try {
            Answer answer = server.recommend(body);
            long took = System.nanoTime() - begun;
            synchronized (nanos) {
                nanos.add(took);
            }
            if (answer.status() != 200) {
                return answer.status() + " " + answer.text("code");
            }
            if (answer.ids().size() != LIMIT) {
                return "short slate";
            }
            String degraded = answer.text("degraded");
            return degraded.equals("null") ? WHOLE : degraded;
        } catch (IOException e) {
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Returns how often an outcome came. */
    int seen(String outcome) {
        return seen.getOrDefault(outcome, 0);
    }

    /** Returns how often each outcome came. */
    Map<String, Integer> seen() {
        return seen;
    }

    /** Returns what came as text, and how long the slowest in a hundred took. */
    String summary() {
        StringBuilder text = new StringBuilder();
        seen.forEach((outcome, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(" × ")
                .append(outcome));
        synchronized (nanos) {
            List<Long> sorted = nanos.stream().sorted().toList();
            if (!sorted.isEmpty()) {
                text.append("; p99 ")
                        .append(sorted.get(sorted.size() * 99 / 100) / 1_000_000)
                        .append(" ms");
            }
        }
        return text.toString();
    }

    /** Asks no more; returns when the last answer is there. Idempotent. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    @Override
    public void close() {
        stopped = true;
    }
}

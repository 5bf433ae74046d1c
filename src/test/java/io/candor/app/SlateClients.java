package io.candor.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.app.TestServer.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Clients that ask for slates without pause, each following its cursors, and check every answer: status 200, as many items as
 * asked for, none twice, and all of the model that the answer names.
 */
final class SlateClients implements AutoCloseable {
    private static final int LIMIT = 20;
    private static final int PAGES = 4;
    private static final int SHOWN = 500;

    private final TestServer server;
    private final int users;
    private final AtomicIntegerArray answers;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> models = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    SlateClients(TestServer server, int clients, int users) {
        this.server = server;
        this.users = users;
        this.answers = new AtomicIntegerArray(clients);
        for (int client = 0; client < clients; client++) {
            int number = client;
            threads.add(Thread.ofPlatform().name("client-" + client).start(() -> ask(number)));
        }
    }

    /** Returns the id of an item of a model. */
    static String itemOf(String version, int number) {
        return version + "/" + number;
    }

    private void ask(int client) {
        try {
            for (int slate = client; !stopped; slate++) {
                String cursor = "";
                for (int page = 0; page < PAGES && !stopped; page++) {
                    Answer answer = server.recommend(
                            slate % 3 == 0 ? "popular" : "home",
                            "{\"user\":\"user-" + slate % (2 * users) + "\",\"limit\":" + LIMIT + cursor + "}");
                    check(answer);
                    answers.incrementAndGet(client);
                    JsonNode next = answer.body().path("cursor");
                    cursor = next.isTextual() ? ",\"cursor\":\"" + next.asText() + "\"" : "";
                }
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }

    private void check(Answer answer) {
        String model = answer.text("model");
        List<String> ids = answer.ids();
        boolean whole = answer.status() == 200
                && ids.size() == LIMIT
                && new HashSet<>(ids).size() == LIMIT
                && ids.stream().allMatch(id -> id.startsWith(model + "/"));
        if (whole) {
            models.merge(model, 1, Integer::sum);
        } else {
            String body = answer.response().body();
            failures.add(answer.status() + " " + body.substring(0, Math.min(SHOWN, body.length())));
        }
    }

    /** Waits until every client has had an answer to a question that it asked after this call. */
    void awaitAnswersOfAll() throws Exception {
        int[] before = new int[answers.length()];
        for (int client = 0; client < before.length; client++) {
            before[client] = answers.get(client);
        }
        server.await("every client has two more answers", () -> {
            for (int client = 0; client < before.length; client++) {
                if (answers.get(client) < before[client] + 2 && failures.isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Returns how many answers each model gave. */
    Map<String, Integer> models() {
        return models;
    }

    /** Returns the first failures, a line each. */
    String failures() {
        return String.join("\n", failures.stream().limit(5).toList());
    }

    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}

package io.candor.bench;

import java.io.IOException;

/**
 * Event to effect: somebody dislikes what stands first, waits for the acknowledgement, and asks again at once over the same
 * connection; the item is to be gone.
 *
 * @param failures answers that still had it
 * @param latencies from the acknowledgement to the answer
 */
record EventEffect(int rounds, int failures, Latencies latencies) {
    private static final int LIMIT = 20;

    /** Goes on for so many seconds each; the users take turns. */
    static EventEffect measure(int port, int users, double warmUpSeconds, double seconds) throws IOException {
        try (PlainClient client = new PlainClient(port)) {
            run(client, users, 0, warmUpSeconds);
            return run(client, users, users / 2, seconds);
        }
    }

    private static EventEffect run(PlainClient client, int users, int first, double seconds) throws IOException {
        Latencies latencies = new Latencies(1);
        long end = latencies.begin() + (long) (seconds * 1e9);
        int rounds = 0;
        int failures = 0;
        while (System.nanoTime() < end) {
            failures += once(client, "user-" + (first + rounds++) % users, latencies) ? 0 : 1;
        }
        latencies.end();
        return new EventEffect(rounds, failures, latencies);
    }

    private static boolean once(PlainClient client, String user, Latencies latencies) throws IOException {
        ShownSlate before = ShownSlate.ask(client, user, LIMIT);
        String disliked = before.items().getFirst();
        PlainClient.Answer answer = client.post(
                "/v1/events",
                "[{\"type\":\"dislike\",\"item\":\"" + disliked + "\",\"token\":\"" + before.token() + "\"}]");
        long acknowledged = System.nanoTime();
        if (answer.status() != 202 || !answer.body().contains("\"accepted\":1,")) {
            throw new IOException("a dislike was refused: " + answer);
        }
        ShownSlate after = ShownSlate.ask(client, user, LIMIT);
        latencies.add(System.nanoTime() - acknowledged);
        return !after.items().isEmpty() && !after.items().contains(disliked);
    }
}

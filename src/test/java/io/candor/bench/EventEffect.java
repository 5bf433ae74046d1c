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

    static EventEffect measure(int port, int users, int warmUp, int rounds) throws IOException {
        int failures = 0;
        try (PlainClient client = new PlainClient(port)) {
            for (int i = 0; i < warmUp; i++) {
                once(client, user(i, users), new Latencies(1));
            }
            Latencies latencies = new Latencies(1);
            for (int i = 0; i < rounds; i++) {
                failures += once(client, user(warmUp + i, users), latencies) ? 0 : 1;
            }
            latencies.end();
            return new EventEffect(rounds, failures, latencies);
        }
    }

    private static String user(int round, int users) {
        return "user-" + round % users;
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

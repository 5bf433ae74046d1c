package io.candor.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Event to effect: somebody does something to what is shown, waits for the acknowledgement, and asks again at once over the same
 * connection; the answer is to reflect it.
 *
 * @param failures answers that did not
 * @param latencies from the acknowledgement to the answer
 */
record EventEffect(int rounds, int failures, Latencies latencies) {
    private static final int LIMIT = 20;
    private static final int CLICKS = 3;
    private static final AtomicLong SESSIONS = new AtomicLong();

    /**
     * What somebody does.
     *
     * @param dislike users of the model, in turn, dislike what stands first: it is to be gone
     * @param clicks new sessions click on the first three in one request: other items, or an other order, are to follow
     */
    record Both(EventEffect dislike, EventEffect clicks) {}

    /** Goes on for so many seconds each, twice: the first time warms up. */
    static Both measure(int port, int users, double seconds) throws IOException {
        try (PlainClient client = new PlainClient(port)) {
            run(seconds, n -> dislike(client, "user-" + n % users));
            run(seconds, n -> clicks(client));
            EventEffect dislike = run(seconds, n -> dislike(client, "user-" + (n + users / 2) % users));
            return new Both(dislike, run(seconds, n -> clicks(client)));
        }
    }

    /** One time through; n counts from 0. */
    @FunctionalInterface
    private interface Round {
        Seen play(int n) throws IOException;
    }

    private record Seen(boolean reflected, long nanos) {}

    private static EventEffect run(double seconds, Round round) throws IOException {
        Latencies latencies = new Latencies(1);
        long end = latencies.begin() + (long) (seconds * 1e9);
        int rounds = 0;
        int failures = 0;
        while (System.nanoTime() < end) {
            Seen seen = round.play(rounds++);
            latencies.add(seen.nanos);
            failures += seen.reflected ? 0 : 1;
        }
        latencies.end();
        return new EventEffect(rounds, failures, latencies);
    }

    private static Seen dislike(PlainClient client, String user) throws IOException {
        ShownSlate before = ShownSlate.ask(client, user, LIMIT);
        String disliked = before.items().getFirst();
        long acknowledged = send(client, "dislike", List.of(disliked), before.token());
        ShownSlate after = ShownSlate.ask(client, user, LIMIT);
        long nanos = System.nanoTime() - acknowledged;
        return new Seen(!after.items().isEmpty() && !after.items().contains(disliked), nanos);
    }

    private static Seen clicks(PlainClient client) throws IOException {
        String session = "effect-" + SESSIONS.incrementAndGet();
        ShownSlate before = ShownSlate.ofSession(client, session, LIMIT);
        long acknowledged = send(client, "click", before.items().subList(0, CLICKS), before.token());
        ShownSlate after = ShownSlate.ofSession(client, session, LIMIT);
        long nanos = System.nanoTime() - acknowledged;
        return new Seen(!after.items().isEmpty() && !after.items().equals(before.items()), nanos);
    }

    /** Returns when it was acknowledged. */
    private static long send(PlainClient client, String type, List<String> items, String token) throws IOException {
        StringBuilder events = new StringBuilder("[");
        for (String item : items) {
            events.append(events.length() == 1 ? "" : ",")
                    .append("{\"type\":\"")
                    .append(type);
            events.append("\",\"item\":\"")
                    .append(item)
                    .append("\",\"token\":\"")
                    .append(token)
                    .append("\"}");
        }
        PlainClient.Answer answer = client.post("/v1/events", events.append(']').toString());
        long acknowledged = System.nanoTime();
        if (answer.status() != 202 || !answer.body().contains("\"accepted\":" + items.size() + ",")) {
            throw new IOException("an event was refused: " + answer);
        }
        return acknowledged;
    }
}

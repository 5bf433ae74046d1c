package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database under load: what is toggled at one holds at both within a second, and no request fails. */
@ExtendWith(PostgresExtension.class)
final class TogglesIT {
    private static final int TOGGLES = 8;
    private static final long FOLLOWS_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** An answer: when it was asked for, at which server, and what drew it. */
    private record Seen(long askedNanos, int server, String policy, boolean inExperiment) {}

    /** A toggle: when its answer was there, and what holds from then on. */
    private record Toggled(long nanos, boolean experiment, boolean exploration) {
        boolean fits(Seen seen) {
            String policy = experiment && exploration ? "uniform" : "greedy";
            return seen.policy().equals(policy) && seen.inExperiment() == experiment;
        }
    }

    @Test
    void toggle_underLoad_holdsAtBothWithinASecond(DatabaseAddress database) throws Exception {
        try (TestServer one = server("one", database);
                TestServer two = server("two", database)) {
            Answer created = one.call(
                    "PUT",
                    "/v1/experiments/e",
                    "{\"variants\":[{\"id\":\"on\",\"overrides\":{\"exploration\":{\"policy\":\"uniform\"}}}]}");
            assertEquals(201, created.status(), created.response().body());
            List<Thread> clients = List.of(load(one, 0), load(two, 1));
            List<Toggled> toggled = toggle(one, two);
            stopped = true;
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            check(toggled);
            assertAudited(two);
        }
    }

    private TestServer server(String name, DatabaseAddress database) throws Exception {
        TestServer server = TestServer.start(Files.createDirectories(directory.resolve(name)), database);
        server.offer("m", 200, 3);
        server.awaitModel("m");
        return server;
    }

    /** Toggles at both servers in turn, the experiment and all exploration. */
    private static List<Toggled> toggle(TestServer one, TestServer two) throws Exception {
        List<Toggled> toggled = new ArrayList<>();
        boolean experiment = false;
        boolean exploration = true;
        for (int i = 0; i < TOGGLES; i++) {
            TestServer at = i % 2 == 0 ? one : two;
            boolean all = i % 4 == 2 || i % 4 == 3;
            exploration ^= all;
            experiment ^= !all;
            String path = all ? "/v1/exploration/toggle" : "/v1/experiments/e/toggle";
            Answer answer = at.call("POST", path, "{\"enabled\":" + (all ? exploration : experiment) + "}");
            assertEquals(200, answer.status(), answer.response().body());
            toggled.add(new Toggled(System.nanoTime(), experiment, exploration));
            Thread.sleep(FOLLOWS_NANOS / 1_000_000 * 3 / 2);
        }
        return toggled;
    }

    private Thread load(TestServer server, int number) {
        return Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; !stopped; i++) {
                    long asked = System.nanoTime();
                    Answer answer = server.recommend("home", "{\"user\":\"user-" + i % 50 + "\",\"limit\":5}");
                    if (answer.status() != 200) {
                        failures.add(answer.status() + " " + answer.response().body());
                    }
                    seen.add(new Seen(
                            asked,
                            number,
                            answer.text("policy"),
                            answer.body().path("variants").has("e")));
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
        });
    }

    /** Every answer asked for later than a second after a toggle, and before the next, is as the toggle says. */
    private void check(List<Toggled> toggled) {
        for (int server = 0; server < 2; server++) {
            for (int i = 0; i < toggled.size(); i++) {
                Toggled now = toggled.get(i);
                long until = i + 1 < toggled.size() ? toggled.get(i + 1).nanos() - FOLLOWS_NANOS / 4 : Long.MAX_VALUE;
                int at = server;
                List<Seen> after = seen.stream()
                        .filter(answer -> answer.server() == at
                                && answer.askedNanos() > now.nanos() + FOLLOWS_NANOS
                                && answer.askedNanos() < until)
                        .toList();
                assertTrue(!after.isEmpty(), "no answer of server " + server + " after toggle " + i);
                after.forEach(answer -> assertTrue(now.fits(answer), () -> answer + " after " + now));
            }
        }
    }

    private static void assertAudited(TestServer server) throws Exception {
        Answer audit = server.call("GET", "/v1/experiments/e/audit", "");
        List<String> actions = audit.body().path("changes").findValuesAsText("action");
        assertEquals(1 + TOGGLES / 2, actions.size(), actions.toString());
        assertEquals("created", actions.getLast());
        assertTrue(actions.subList(0, actions.size() - 1).stream().allMatch("toggled"::equals), actions.toString());
    }
}

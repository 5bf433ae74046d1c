package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candor.app.EventWriters.Sent;
import io.candor.app.TestServer.Answer;
import io.candor.model.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server in a process of its own goes from fault to fault, while clients write events and strangers ask for slates. After each:
 * every acknowledged event is in the database, once; and what the clients saw goes into the {@link FaultTable}.
 *
 * <p>{@code -Dcandor.faults.rounds=20} kills the process at so many moments of a model swap, rather than at a few.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultsIT {
    private static final int SWAPS = Integer.getInteger("candor.faults.rounds", 3);
    private static final int BATCHES = 20;
    private static final int STRANGERS = 10;
    private static final int REST_MILLIS = 40;
    private static final int CLIENTS = 4;
    private static final String SMALL_HEAP = "-Xmx80m";
    private static final String PARTIAL = "profile_unavailable";

    private final List<Sent> acknowledged = new ArrayList<>();
    private Path directory = Path.of("");
    private ServerProcess server;

    private int fault;

    /** Something that goes wrong; returns the {@link System#nanoTime} at which its cause was gone. */
    private interface Strike {
        long run(EventWriters writers, SlateWatch strangers) throws Exception;
    }

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        directory = given;
        // Longer than a busy machine takes between asking whether it is ready and sending a request.
        server = ServerProcess.in(given).with("CANDOR_HTTP_DRAIN_GRACE", "3s").start();
        server.awaitReady();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void database_stopped_eventsAreTakenAndStrangersGetSlates() throws Exception {
        Set<String> seen = strike("PostgreSQL stopped (SIGSTOP)", (writers, strangers) -> {
            server.signalDatabase("STOP");
            awaitPartial(writers, strangers);
            server.signalDatabase("CONT");
            return System.nanoTime();
        });
        assertAllServed(seen);
    }

    @Test
    @Order(2)
    void database_killed_isStartedAgain() throws Exception {
        Set<String> seen = strike("PostgreSQL killed (SIGKILL)", (writers, strangers) -> {
            long killed = System.nanoTime();
            server.killDatabase();
            writers.awaitBatches(BATCHES);
            return killed;
        });
        assertAllServed(seen);
    }

    @Test
    @Order(3)
    void database_outOfConnections_isReachedAgainWhenThereAreSome() throws Exception {
        Set<String> seen = strike("PostgreSQL out of connections", (writers, strangers) -> {
            try (ConnectionHog hog = new ConnectionHog(server.database())) {
                hog.takeAll();
                awaitPartial(writers, strangers);
            }
            return System.nanoTime();
        });
        assertAllServed(seen);
    }

    /** The database cannot be asked, and yet events are acknowledged, and new people get slates. */
    private void awaitPartial(EventWriters writers, SlateWatch strangers) throws Exception {
        int before = strangers.seen(PARTIAL);
        server.await("strangers are served without it", () -> strangers.seen(PARTIAL) >= before + STRANGERS);
        writers.awaitBatches(BATCHES);
    }

    @Test
    @Order(4)
    void bundle_corrupt_isRefusedAndNothingChanges() throws Exception {
        Set<String> seen = strike("corrupt bundle offered", (writers, strangers) -> {
            Path bundle = TestBundles.write(directory.resolve("corrupt"), 200, 20, 8, 9);
            byte[] factors = Files.readAllBytes(bundle.resolve("items.f32"));
            factors[factors.length / 2] ^= 1;
            Files.write(bundle.resolve("items.f32"), factors);
            moveIn(bundle);
            server.await(
                    "it is refused",
                    () -> server.call("GET", "/v1/models", "").response().body().contains("bundle_corrupt: "));
            return System.nanoTime();
        });
        assertAllServed(seen);
        assertEquals("m", server.recommend("{}").text("model"));
    }

    @Test
    @Order(5)
    void process_killedDuringASwap_servesTheOldOrTheNewModel() throws Exception {
        long swapNanos = swap("swap", 1);
        strike("killed (SIGKILL) at " + SWAPS + " moments of a model swap", (writers, strangers) -> {
            String serving = "swap";
            long killed = 0;
            for (int round = 0; round < SWAPS; round++) {
                String next = "swap-" + round;
                Files.createDirectories(server.models().resolve("half-written-" + round));
                moveIn(bundle(next, round));
                LockSupport.parkNanos(swapNanos * (2L * round + 1) / (2L * SWAPS));
                killed = System.nanoTime();
                server.kill();
                server.start().awaitReady();
                String first = server.recommend("{}").text("model");
                assertTrue(Set.of(serving, next).contains(first), first);
                server.await(
                        next + " serves",
                        () -> server.recommend("{}").text("model").equals(next));
                serving = next;
            }
            return killed;
        });
        activate("m");
        server.kill();
        server.start().awaitReady();
        assertEquals("m", server.recommend("{}").text("model"), "an activation that was answered is durable");
    }

    /** Puts a model in; returns how long it took until it served. */
    private long swap(String version, long seed) throws Exception {
        Path bundle = bundle(version, seed);
        long begun = System.nanoTime();
        moveIn(bundle);
        server.await(
                version + " serves", () -> server.recommend("{}").text("model").equals(version));
        return System.nanoTime() - begun;
    }

    private Path bundle(String version, long seed) throws IOException {
        return TestBundles.write(directory.resolve(version), 10_000, 20, 16, seed);
    }

    private void moveIn(Path bundle) throws IOException {
        Files.move(bundle, server.models().resolve(bundle.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private void activate(String version) throws Exception {
        Answer answer = server.call("POST", "/v1/models/" + version + "/activate", "");
        assertEquals(200, answer.status(), answer.response().body());
    }

    @Test
    @Order(6)
    void journal_readOnly_eventsAreRefusedUntilItIsWritable() throws Exception {
        Path scratch = Files.createDirectories(directory.resolve("mount"));
        assumeTrue(Mounts.canMakeReadOnly(scratch), "only root may mount, in a container that may");
        Set<String> seen = strike("journal volume read-only", (writers, strangers) -> {
            try {
                assertTrue(Mounts.readOnly(server.eventLog()));
                int before = writers.refused();
                server.await("events are refused", () -> writers.refused() > before + STRANGERS);
                server.await("slates are not logged", () -> strangers.seen("decision_not_logged") > STRANGERS);
            } finally {
                Mounts.unmount(server.eventLog());
            }
            return System.nanoTime();
        });
        assertAllServed(seen);
    }

    @Test
    @Order(7)
    void heap_exhausted_endsTheProcessAndARestartIsClean() throws Exception {
        server.terminate();
        server.awaitExit();
        server.start(SMALL_HEAP).awaitReady();
        strike("out of memory: a model too large for the heap, taken away again", (writers, strangers) -> {
            moveIn(TestBundles.write(directory.resolve("large"), 300_000, 20, 64, 1));
            assertEquals(3, server.awaitExit(), "what -XX:+ExitOnOutOfMemoryError ends with");
            long ended = System.nanoTime();
            Files.delete(server.models().resolve("large/manifest.json"));
            server.forgetOutput();
            server.start().awaitReady();
            return ended;
        });
    }

    @Test
    @Order(8)
    void process_terminatedUnderLoad_failsNoRequest() throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        strike("terminated (SIGTERM) under load; nothing fails for who heeds readiness", (writers, strangers) -> {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofPlatform().name("balanced-" + i).start(() -> askWhileReady(failures)));
            }
            writers.awaitBatches(BATCHES);
            server.terminate();
            assertEquals(128 + 15, server.awaitExit());
            for (Thread client : clients) {
                client.join(TimeUnit.SECONDS.toMillis(30));
            }
            long ended = System.nanoTime();
            server.start().awaitReady();
            return ended;
        });
        assertEquals(List.of(), List.copyOf(failures));
    }

    /** As a client behind a balancer, which sends nothing to a server that says it is not ready. */
    private void askWhileReady(Queue<String> failures) {
        long asked = System.nanoTime();
        try {
            for (int n = 0; isReady(); n++) {
                asked = System.nanoTime();
                Answer answer = n % 2 == 0
                        ? server.recommend("{\"user\":\"user-" + n % 20 + "\"}")
                        : server.post("{\"user\":\"balanced\",\"item\":\"item-1\",\"type\":\"click\"}");
                if (answer.status() / 100 != 2) {
                    failures.add(answer.status() + " " + answer.response().body());
                }
            }
        } catch (Exception e) {
            failures.add(e + " " + (System.nanoTime() - asked) / 1_000_000 + " ms after it was ready");
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return server.manage("/health/ready").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Order(9)
    void all_together_leaveEveryAcknowledgedEventOnce() throws Exception {
        CrashIT.assertStoredOnce(server, acknowledged);
    }

    /** Everybody got a slate of full length; a machine that is busy with other things may add reasons why it is less good. */
    private static void assertAllServed(Set<String> seen) {
        assertTrue(SlateWatch.SERVED.containsAll(seen), seen.toString());
    }

    /** Lets something go wrong while clients are at work; returns what the strangers saw. */
    private Set<String> strike(String name, Strike strike) throws Exception {
        fault++;
        EventWriters writers = new EventWriters(server, 100L + fault, REST_MILLIS);
        try (SlateWatch strangers = new SlateWatch(server, "stranger-" + fault)) {
            writers.awaitBatches(BATCHES);
            long gone = strike.run(writers, strangers);
            server.await("it is whole again", this::isWhole);
            long took = System.nanoTime() - gone;
            writers.awaitBatches(BATCHES);
            acknowledged.addAll(writers.stop());
            strangers.stop();
            server.awaitStored();
            CrashIT.assertRowsOnce(server, acknowledged);
            FaultTable.row(
                    name,
                    strangers.summary() + "; batches of events: " + writers.refused() + " × 503, "
                            + writers.disconnected() + " × no answer",
                    acknowledged.size(),
                    took);
            return new TreeSet<>(strangers.seen().keySet());
        } finally {
            writers.abandon();
        }
    }

    /** Events are acknowledged, and the database is asked for who is new. */
    private boolean isWhole() throws Exception {
        Answer slate = server.recommend("{\"user\":\"new-" + System.nanoTime() + "\",\"limit\":10}");
        Answer event = server.post("{\"user\":\"other\",\"item\":\"item-1\",\"type\":\"click\"}");
        return slate.status() == 200 && slate.text("degraded").equals("null") && event.status() == 202;
    }
}

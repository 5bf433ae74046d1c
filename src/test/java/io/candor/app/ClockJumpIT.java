package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.app.TestServer.Answer;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the machine is set back under a running server. The clock here is the one the server is given; the database has its own,
 * which stays. Durations are measured by another clock, which nobody can set.
 */
@ExtendWith(PostgresExtension.class)
final class ClockJumpIT {
    @TempDir
    private Path directory;

    private final AtomicReference<Duration> back = new AtomicReference<>(Duration.ZERO);
    private final List<String> requestIds = new ArrayList<>();
    private int events;

    @Test
    void clock_setBack_eventsSlatesAndIdsGoOn(DatabaseAddress database) throws Exception {
        try (TestServer server =
                TestServer.start(directory, database, () -> Instant.now().minus(back.get()))) {
            server.offer("m", 200, 1);
            server.awaitModel("m");
            Answer before = use(server);

            back.set(Duration.ofSeconds(30));
            assertEquals(1, react(server, before, 1), "within the tolerance of tokens nothing is noticed");
            use(server);

            back.set(Duration.ofDays(2));
            Answer back = use(server);
            assertEquals(1, react(server, back, 1));
            assertEquals(0, react(server, before, 2), "a token of two days ahead is not believed");

            this.back.set(Duration.ZERO);
            long gone = System.nanoTime();
            assertEquals(1, react(server, before, 2), "and is believed again when its time has come");
            use(server);
            server.await(
                    "everything is in the database",
                    () -> server.manage("/metrics").response().body().contains("candor_eventlog_backlog_records 0.0"));
            assertEquals(requestIds.size(), requestIds.stream().distinct().count(), "no id is given twice");
            try (DatabaseRows rows = DatabaseRows.connect(database)) {
                assertEquals(List.of(Integer.toString(events)), rows.texts("SELECT count(*) FROM feedback"));
                assertEquals(
                        List.of(Integer.toString(requestIds.size())),
                        rows.texts("SELECT count(*) FROM decision WHERE request_id IN ('"
                                + String.join("','", requestIds) + "')"));
            }
            FaultTable.row(
                    "clock set back by 30 s, then by 2 d (injected)",
                    "whole slates; events by tokens of the future refused, all others taken",
                    events,
                    System.nanoTime() - gone);
        }
    }

    /** Somebody is shown something, dislikes it, and does not see it again; returns the first slate. */
    private Answer use(TestServer server) throws Exception {
        String request = "{\"user\":\"user-1\",\"limit\":10}";
        Answer slate = server.recommend("home", request);
        assertEquals(200, slate.status(), () -> slate.response().body());
        requestIds.add(slate.text("request_id"));
        assertEquals(1, react(server, slate, 0));
        Answer next = server.recommend("home", request);
        requestIds.add(next.text("request_id"));
        assertFalse(next.ids().contains(slate.ids().getFirst()));
        assertTrue(next.text("degraded").equals("null"), next.text("degraded"));
        return slate;
    }

    /** Dislikes an item of a slate; returns how many events were taken, 0 or 1. */
    private int react(TestServer server, Answer slate, int index) throws Exception {
        Answer answer = server.call(
                "POST",
                "/v1/events",
                "{\"events\":[{\"type\":\"dislike\",\"item\":\"" + slate.ids().get(index) + "\",\"token\":\""
                        + slate.text("token") + "\"}]}");
        assertEquals(202, answer.status(), () -> answer.response().body());
        int accepted = answer.body().path("accepted").asInt();
        events += accepted;
        return accepted;
    }
}
